import type { FeatureChangeV1 } from '#contracts';
import type { FeaturePlan } from '#features';
import type { Database } from '#persistence';
import { compileBeside, type FeaturePack } from '#tenancy';

/**
 * What worked the features of a version out: the installation's, or those that the tenant had at some time, in its time zone or
 * that of before it had one. Undefined where nothing that is kept makes this version, as when the installation's own have changed.
 */
export async function planOf(
  database: Database,
  pack: FeaturePack,
  { tenantId, timeZone }: { readonly tenantId: string; readonly timeZone: string | undefined },
  version: string,
): Promise<FeaturePlan | undefined> {
  if (pack.plan.version === version) return pack.plan;
  const rows = await database.query<Pick<FeatureChangeV1, 'documents'>>([tenantId], DOCUMENTS, [tenantId, version]);
  for (const documents of [...rows.map((row) => row.documents), []])
    for (const zone of new Set([timeZone, 'UTC'])) {
      const compiled = compileBeside(pack, documents, zone);
      if ('plan' in compiled && compiled.plan.version === version) return compiled.plan;
    }
  return undefined;
}

/** Those of the version first; it names the zone of then, and a change of zone alone is no change of documents. */
const DOCUMENTS = `
  select documents from features.changes where tenant_id = $1
  order by version = $2 desc, revision desc limit 20`;
