/** What tenants changed of one kind of thing: everything at first, then what changed since the last time, a part of it again. */
import type { Clock } from '#kernel';
import type { Database, Statement } from './database.js';

const TENANTS_PER_STATEMENT = 200;
/** Clocks of the processes that write and read may differ by this much. */
const CLOCKS_DIFFER_MS_MAX = 10 * 60_000;

export class ChangesSince<Row> {
  private readAtMs = 0;

  /**
   * @param tenants - gives the `id` of each tenant that has any; runs for no tenant
   * @param changed - as they stand now, of the tenants in $1 that changed at $2 (Unix milliseconds) or later
   */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tenants: Statement,
    private readonly changed: Statement,
  ) {}

  /** Rejects while the database is away; the next call then gives what this one would have. */
  async read(): Promise<Row[]> {
    const startedAtMs = this.clock.now();
    const sinceMs = this.readAtMs - CLOCKS_DIFFER_MS_MAX;
    const tenants = await this.database.query<{ id: string }>([], this.tenants);
    const rows: Row[] = [];
    for (let from = 0; from < tenants.length; from += TENANTS_PER_STATEMENT) {
      const ids = tenants.slice(from, from + TENANTS_PER_STATEMENT).map(({ id }) => id);
      for (const row of await this.database.query<Row>(ids, this.changed, [ids, sinceMs])) rows.push(row);
    }
    this.readAtMs = startedAtMs;
    return rows;
  }
}
