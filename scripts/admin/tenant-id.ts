import { CaracalError } from '#kernel';
import type { PgTenantAdmin } from '#tenancy';

/** The tenant of this slug or id, or the only one there is. Rejects with `CaracalError` when none is meant for certain. */
export async function tenantIdOf(admin: PgTenantAdmin, wished: string | undefined): Promise<string> {
  const tenants = await admin.tenants();
  const slugs = tenants.map(({ slug }) => slug).join(', ');
  if (wished !== undefined) {
    const found = tenants.find(({ id, slug }) => slug === wished || id === wished);
    if (!found) throw new CaracalError('not_found', `There is no tenant ${wished}; there are: ${slugs || 'none'}`);
    return found.id;
  }
  const [only, another] = tenants;
  if (!only) throw new CaracalError('not_found', 'There is no tenant yet; tenants create makes one');
  if (another) throw new CaracalError('invalid_request', `There are several tenants; name one: --tenant ${slugs}`);
  return only.id;
}
