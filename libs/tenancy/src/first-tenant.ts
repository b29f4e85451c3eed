import type { Clock, HomeFolder } from '#kernel';
import type { Database } from '#persistence';
import type { PolicyDefinition } from '#policy';
import { newApiKey } from './api-key.js';
import { bootstrapTenant, type Bootstrapped } from './bootstrap-tenant.js';
import { PgLogIn } from './pg-log-in.js';

/**
 * What a person who starts Caracal on one machine is handed: the first tenant, its test key, which also lies in the home
 * folder for scripts, and a one-time log-in for its admin. `wished` comes before the key of an earlier start. Errors as
 * of `bootstrapTenant`.
 */
export async function firstTenant(
  database: Database,
  clock: Clock,
  options: { readonly home: HomeFolder; readonly wished: string | undefined; readonly policy: PolicyDefinition },
): Promise<FirstTenant> {
  const { home, wished, policy } = options;
  const testKey = wished ?? home.read(KEY_FILE) ?? newApiKey(false);
  const made = await bootstrapTenant(database, clock, { key: testKey, policy });
  home.write(KEY_FILE, testKey);
  const { token } = await new PgLogIn(database, clock).createLoginLink(made.tenantId, made.adminId);
  return { ...made, testKey, loginToken: token };
}

export interface FirstTenant extends Bootstrapped {
  readonly testKey: string;
  readonly loginToken: string;
}

const KEY_FILE = 'sandbox-key';
