import type { AnsweredBy, DecisionV1, EntityRef, EntityType, Outcome, TransactionV1 } from '#contracts';

/** Reads what `cases` stored of decisions. Ids of other tenants are as good as unknown. */
export abstract class DecisionReader {
  abstract byTransactionId(tenantId: string, transactionId: string): Promise<StoredDecision | undefined>;

  /** The payment system's own id; the newest where test and live data share it and no mode is asked for. */
  abstract byExternalId(tenantId: string, externalId: string, livemode?: boolean): Promise<StoredDecision | undefined>;

  /** Those of these transactions that are known, in no order. */
  abstract byTransactionIds(tenantId: string, transactionIds: readonly string[]): Promise<StoredDecision[]>;

  /**
   * The decided transactions of an entity, in either test or live mode: its newest by event time, newest first.
   * @param untilMs - event time: none after it; left out, all there are
   */
  abstract newestOf(tenantId: string, entity: StoredEntity, limit: number, untilMs?: number): Promise<TransactionV1[]>;

  /**
   * What was decided last of each transaction of an entity that was received up to a moment, oldest receipt first.
   * @param after - of the page before: those after it; undefined for the first
   */
  abstract receivedUntil(
    tenantId: string,
    entity: StoredEntity,
    untilMs: number,
    after: Receipt | undefined,
    limit: number,
  ): Promise<DecisionV1[]>;

  /** Newest first by receipt. Throws `CaracalError('invalid_request')` on a cursor that is not one of ours. */
  abstract list(tenantId: string, query: DecisionQuery): Promise<DecisionPage>;
}

export type DecisionStatus = 'final' | 'pending_challenge' | 'pending_review';

export interface StoredDecision {
  readonly transactionId: string;
  readonly status: DecisionStatus;
  /** How a challenge or a review ended, and by whom. */
  readonly resolved: { readonly outcome: Outcome; readonly by: string; readonly atMs: number } | undefined;
  /** What the client was told: the decision of the lowest rung. */
  readonly answered: DecisionV1;
  /** The best known: the decision of the highest rung, revised if need be; the same object where that is the answer itself. */
  readonly latest: DecisionV1;
}

export interface StoredEntity {
  readonly type: EntityType;
  readonly id: string;
  readonly livemode: boolean;
}

/** A place in the order of receipt; transactions of one millisecond are in the order of their ids. */
export interface Receipt {
  readonly receivedAtMs: number;
  readonly id: string;
}

export interface DecisionQuery {
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  /** 1 to 200; default 50. */
  readonly limit?: number | undefined;
  readonly livemode?: boolean | undefined;
  /** What the client was told. */
  readonly outcome?: Outcome | undefined;
  readonly answeredBy?: AnsweredBy | undefined;
  readonly status?: DecisionStatus | undefined;
  readonly entity?: { readonly type: EntityType; readonly id: string } | undefined;
  /** Any id: of a transaction (ours or theirs), an entity, a trace. */
  readonly anyId?: string | undefined;
  /** Beside `anyId`: entities of declared types that it may mean; of these the newest thousand transactions. */
  readonly anyDeclared?: readonly EntityRef[] | undefined;
  /** Receipt, inclusive, Unix milliseconds. */
  readonly fromMs?: number | undefined;
  /** Receipt, exclusive. */
  readonly toMs?: number | undefined;
}

export interface DecisionPage {
  readonly items: readonly StoredDecision[];
  readonly nextCursor: string | undefined;
}
