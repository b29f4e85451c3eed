/** Tenants' models in the tables `models.*`. */
import type { ModelChangeV1, ServedModelV1 } from '#contracts';
import type { Clock } from '#kernel';
import type { Database } from '#persistence';
import { modelFileOf, sha256Of, type ModelFile } from './model-file.js';
import { ModelSource } from './model-source.js';

const TENANTS_PER_STATEMENT = 200;
/** Clocks of the processes that write and read may differ by this much. */
const CLOCKS_DIFFER_MS_MAX = 10 * 60_000;

export class PgModelSource extends ModelSource {
  private readAtMs = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async read(): Promise<readonly ModelChangeV1[]> {
    const startedAtMs = this.clock.now();
    const tenants = await this.database.query<{ id: string }>([], TENANTS);
    const changes: ModelChangeV1[] = [];
    for (let from = 0; from < tenants.length; from += TENANTS_PER_STATEMENT) {
      const ids = tenants.slice(from, from + TENANTS_PER_STATEMENT).map(({ id }) => id);
      const rows = await this.database.query<Row>(ids, CHANGED_SINCE, [ids, this.readAtMs - CLOCKS_DIFFER_MS_MAX]);
      for (const row of rows) changes.push({ ...row, actor: '', action: '', reason: '' });
    }
    this.readAtMs = startedAtMs;
    return changes;
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
