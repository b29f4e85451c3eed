/** Since when history is kept of the entity types of a tenant's own. Pure. */
import type { KeptEntityV1 } from '#contracts';
import type { FeaturePlan } from '#features';

/** Whoever takes payments in learns of a change by then at the latest; until then it does not list the new type. */
const TOLD_MS_MAX = 60_000;

/**
 * What was kept already, as the same declaration, goes on; anything else begins with the change.
 *
 * @param shipped - of the installation: what it declares every payment of the tenant had
 */
export function keptEntities(
  shipped: FeaturePlan,
  next: FeaturePlan,
  before: readonly KeptEntityV1[],
  nowMs: number,
): KeptEntityV1[] {
  return next.declared.flatMap(({ type, declaration = '' }) => {
    if (shipped.keeps(type)) return [];
    const same = before.find((one) => one.entityType === type && one.declaration === declaration);
    return [{ entityType: type, declaration, sinceMs: same?.sinceMs ?? nowMs + TOLD_MS_MAX }];
  });
}
