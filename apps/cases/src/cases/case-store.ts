import type { AUDIT_ACTIONS, CASE_SORTS, CaseCause, CaseVerdict, LabelV1, Outcome } from '#contracts';

/** A case as it is kept; what the transaction and decision were is with the decision. */
export interface StoredCase {
  readonly id: string;
  readonly transactionId: string;
  readonly livemode: boolean;
  readonly status: 'open' | 'decided';
  readonly cause: CaseCause;
  readonly openedAtMs: number;
  readonly dueAtMs: number;
  readonly expectedLoss: number;
  readonly score: number;
  readonly assignee: string | undefined;
  readonly lockedUntilMs: number | undefined;
  readonly verdict: CaseVerdict | undefined;
  readonly verdictReason: string | undefined;
  readonly decidedAtMs: number | undefined;
  readonly decidedBy: string | undefined;
  readonly version: number;
  /** What the client was told, the encoded best known. */
  readonly answeredOutcome: Outcome;
  readonly record: Uint8Array;
}

export interface CaseQuery {
  readonly livemode: boolean;
  readonly status: 'open' | 'decided';
  /** A user's id, or `none`. */
  readonly assignee?: string | undefined;
  readonly sort: (typeof CASE_SORTS)[number];
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface CaseCounts {
  readonly open: number;
  readonly mine: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly decided: number;
}

export interface Note {
  readonly id: string;
  readonly atMs: number;
  readonly author: string;
  readonly text: string;
}

export interface AuditRow {
  readonly atMs: number;
  readonly actor: string | undefined;
  readonly action: (typeof AUDIT_ACTIONS)[number];
  readonly detail: string;
}

/** Who acts, for which tenant. */
export interface Actor {
  readonly tenantId: string;
  readonly userId: string;
  readonly isAdmin: boolean;
}

/** Cases and what people do with them. Ids of other tenants are `not_found`; what can't be done now is `conflict`. */
export abstract class CaseStore {
  abstract find(tenantId: string, caseId: string): Promise<StoredCase | undefined>;
  abstract list(tenantId: string, query: CaseQuery): Promise<{ items: StoredCase[]; nextCursor: string | undefined }>;
  abstract counts(actor: Actor, livemode: boolean, nowMs: number): Promise<CaseCounts>;
  /** Case ids of transactions that have one. */
  abstract idsOf(tenantId: string, transactionIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  abstract labelsOf(
    tenantId: string,
    transactionIds: readonly string[],
  ): Promise<Omit<LabelV1, 'entities' | 'amountMinor'>[]>;
  abstract notes(tenantId: string, caseId: string): Promise<Note[]>;
  abstract audit(tenantId: string, caseId: string): Promise<AuditRow[]>;
  /** Locks the case with the highest expected loss that nobody has to this person. */
  abstract takeNext(actor: Actor, livemode: boolean, nowMs: number): Promise<string | undefined>;
  abstract decide(actor: Actor, caseId: string, decision: Verdict, nowMs: number): Promise<void>;
  /** Takes the verdict back: for a while, by who gave it or an admin. */
  abstract undo(actor: Actor, caseId: string, nowMs: number): Promise<void>;
  abstract assign(actor: Actor, caseId: string, assignment: Assignment, nowMs: number): Promise<void>;
  abstract addNote(actor: Actor, caseId: string, text: string, nowMs: number): Promise<Note>;
}

export interface Verdict {
  readonly verdict: CaseVerdict;
  readonly reason: string;
  readonly note?: string | undefined;
}

export interface Assignment {
  readonly assignee: string | undefined;
  /** Whose name the history shows. */
  readonly assigneeName: string;
  /** The version that the person saw; undefined takes any. */
  readonly version: number | undefined;
}
