import type { FeatureChangeV1 } from '#contracts';
import type { FeaturePlan } from '#features';
import type { Database } from '#persistence';
import { compileBeside, type FeaturePack } from '#tenancy';

/**
 * What worked the features of a version out: the installation's, or those that the tenant had at some time. Undefined where
 * nothing that is kept makes this version, as when the installation's own have changed since.
 */
export async function planOf(
  database: Database,
  pack: FeaturePack,
  tenantId: string,
  version: string,
): Promise<FeaturePlan | undefined> {
  if (pack.plan.version === version) return pack.plan;
  const [row] = await database.query<Pick<FeatureChangeV1, 'documents'>>([tenantId], DOCUMENTS, [tenantId, version]);
  if (!row) return undefined;
  const compiled = compileBeside(pack, row.documents);
  return 'plan' in compiled && compiled.plan.version === version ? compiled.plan : undefined;
}

const DOCUMENTS = `
  select documents from features.changes where tenant_id = $1 and version = $2 order by revision desc limit 1`;
