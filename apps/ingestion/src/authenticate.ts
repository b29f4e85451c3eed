import { CaracalError } from '#kernel';
import type { ApiKeyHolder, TenantDirectory } from '#tenancy';

/** The holder of the request's API key; throws `unauthenticated`, saying what was wrong but never the key. */
export async function authenticate(
  directory: TenantDirectory,
  authorization: string | undefined,
): Promise<ApiKeyHolder> {
  if (authorization === undefined)
    throw new CaracalError('unauthenticated', 'No API key was sent. Send it as "Authorization: Bearer sk_test_…".');
  const key = /^Bearer (\S{1,200})$/i.exec(authorization)?.[1];
  if (key === undefined)
    throw new CaracalError('unauthenticated', 'The Authorization header must read "Bearer" and one API key.');
  const holder = await directory.byApiKey(key);
  if (!holder)
    throw new CaracalError(
      'unauthenticated',
      'The API key is unknown or was revoked. Check that it is whole and current.',
    );
  return holder;
}
