/** What the database holds that the archive has too. */
export abstract class WarmRows {
  /** Parts whose rows are gone from a store. */
  abstract doneParts(tenantId: string, store: Store): Promise<ReadonlySet<string>>;
  abstract markDone(tenantId: string, store: Store, part: string): Promise<void>;
  /** How many rows went. What isn't there is no mistake. */
  abstract remove(tenantId: string, store: Store, rows: readonly (ArchivedPayment & ArchivedLabel)[]): Promise<number>;
  /** Keys of events that were reported before a moment. */
  abstract removeEventClaims(tenantId: string, beforeMs: number): Promise<number>;
}

export type Store = 'feature_log' | 'labels' | 'claims' | 'decisions';

/** As rows of the archive say it. */
export interface ArchivedPayment {
  readonly transaction_id: string;
  readonly rung: string;
  readonly external_id: string;
  readonly livemode: boolean;
  readonly accepted_at?: Date;
  /** Its entities of declared types: JSON, ids by type; null for none. */
  readonly declared?: string | null;
}
export interface ArchivedLabel {
  readonly transaction_id: string;
  readonly label_id: string;
  readonly known_at: Date;
}
