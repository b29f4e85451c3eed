import { unpackFloats } from '#bytes';
import type { Database } from '#persistence';
import type { LoggedVector } from './live-values.js';

/** What decisions were made on, as `feedback` logs it. */
export class PgFeatureLog {
  constructor(private readonly database: Database) {}

  /** The newest decided payments of a tenant by their own times, each in its best rung; those without features are left out. */
  async newest(tenantId: string, livemode: boolean, limit: number): Promise<LoggedVector[]> {
    if (limit === 0) return [];
    const rows = await this.database.query<Row>([tenantId], NEWEST, [tenantId, livemode, limit]);
    return rows.map(({ transaction_id: transactionId, feature_set: featureSet, features }) => ({
      transactionId,
      featureSet,
      values: unpackFloats(features),
    }));
  }
}

interface Row {
  readonly transaction_id: string;
  readonly feature_set: string;
  readonly features: Buffer;
}

// Of the names of rungs, 'full' is later than 'degraded'; the stand-in has no features.
const NEWEST = {
  name: 'feature-log-newest',
  text: `select distinct on (occurred_at_ms, transaction_id) transaction_id, feature_set, features
    from feedback.feature_log
    where tenant_id = $1 and livemode = $2 and length(features) > 0
    order by occurred_at_ms desc, transaction_id desc, rung desc
    limit $3`,
};
