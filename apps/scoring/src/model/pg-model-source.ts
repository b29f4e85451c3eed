/** Tenants' models in the tables `models.*`. */
import type { ModelChangeV1, ServedModelV1 } from '#contracts';
import type { Clock } from '#kernel';
import { ChangesSince, type Database } from '#persistence';
import { modelFileOf, sha256Of, type ModelFile } from './model-file.js';
import { ModelSource } from './model-source.js';

export class PgModelSource extends ModelSource {
  private readonly changes: ChangesSince<Row>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    super();
    this.changes = new ChangesSince(database, clock, TENANTS, CHANGED_SINCE);
  }

  override async read(): Promise<readonly ModelChangeV1[]> {
    return (await this.changes.read()).map((row) => ({ ...row, actor: '', action: '', reason: '' }));
  }

  override async file(tenantId: string, { name, version, sha256 }: ServedModelV1): Promise<ModelFile> {
    const [row] = await this.database.query<{ file: Uint8Array }>([tenantId], FILE, [tenantId, name, version]);
    if (!row) throw new Error(`The model ${name}@${version} is not in the database`);
    if (sha256Of(row.file) !== sha256)
      throw new Error(`The model ${name}@${version} in the database is not the one that was checked`);
    return modelFileOf(row.file);
  }
}

type Row = Omit<ModelChangeV1, 'actor' | 'action' | 'reason'>;

const TENANTS = { name: 'scoring-model-tenants', text: 'select models.tenants() as id' };
const served = (role: 'champion' | 'tier2'): string => `(
  select json_build_object('name', v.name, 'version', v.version, 'sha256', v.sha256) from models.versions v
  where v.tenant_id = s.tenant_id and v.name = s.${role}_name and v.version = s.${role}_version) as ${role}`;
const CHANGED_SINCE = {
  name: 'scoring-models',
  text: `select s.tenant_id as "tenantId", s.revision, s.changed_at_ms as "changedAtMs", ${served('champion')},
      ${served('tier2')}, s.grey_from as "greyFrom", s.grey_to as "greyTo"
    from models.serving s where s.tenant_id = any($1) and s.changed_at_ms >= $2`,
};
const FILE = {
  name: 'scoring-model-file',
  text: 'select file from models.versions where tenant_id = $1 and name = $2 and version = $3',
};
