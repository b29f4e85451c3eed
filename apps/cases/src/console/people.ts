import { Clock } from '#kernel';
import { PgLogIn, type User } from '#tenancy';
import type { NameOf } from './views.js';

const FRESH_MS = 10_000;
const TENANTS_MAX = 1_000;

/** Names of a tenant's people, a few seconds old at most. */
export class People {
  private readonly known = new Map<string, { users: Promise<User[]>; untilMs: number }>();

  constructor(
    private readonly logIn: PgLogIn,
    private readonly clock: Clock,
  ) {}

  users(tenantId: string): Promise<User[]> {
    const now = this.clock.now();
    const known = this.known.get(tenantId);
    if (known && known.untilMs > now) return known.users;
    if (this.known.size >= TENANTS_MAX) this.known.clear();
    const users = this.logIn.users(tenantId);
    this.known.set(tenantId, { users, untilMs: now + FRESH_MS });
    users.catch(() => this.known.delete(tenantId));
    return users;
  }

  async nameOf(tenantId: string): Promise<NameOf> {
    const names = new Map((await this.users(tenantId)).map(({ id, name }) => [id, name]));
    return (id) => ({ id, name: names.get(id) ?? 'A former colleague' });
  }
}
