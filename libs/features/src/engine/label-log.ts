/**
 * What became known of the transactions of one entity, and when: each counts from the moment it was known, the strongest
 * source that stands decides, and a source that takes its word back stands no longer.
 */
import type { LabelView } from '../plan/columns.js';
import { standing } from './standing.js';

/** Weakest first. */
export const LABEL_SOURCES = ['step_up', 'customer', 'early_warning', 'analyst', 'chargeback'] as const;
export type LabelSource = (typeof LABEL_SOURCES)[number];

/** `withdrawn`: the source takes back what it said. */
export const VERDICTS = ['withdrawn', 'legitimate', 'fraud'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface LabelChange {
  /** Hash of the transaction's id, as in the rows. */
  readonly id: number;
  readonly source: LabelSource;
  readonly verdict: Verdict;
  /** When it happened, Unix milliseconds. */
  readonly occurredAtMs: number;
  /** When it became known. */
  readonly knownAtMs: number;
  /** Time of the transaction, Unix milliseconds; undefined where that is not said. */
  readonly paidAtMs?: number | undefined;
}

export const NO_LABEL: LabelView = { known: false, fraud: false, source: '' };
/** Of transactions that have not come, or are no longer held. */
const STRAYS_MAX = 64;
/** Of one transaction; a source that changes its mind more often is heard no further. */
const CHANGES_MAX = 16;
const NO_IDS: readonly number[] = [];

export class LabelLog {
  /** The rows show what was known at this moment. */
  atMs = -Infinity;
  /** The newest of what they show. */
  private lastKnownAtMs = -Infinity;
  private readonly byId = new Map<number, LabelChange[]>();
  /** Not known yet at the moment that the rows stand at, the next first. */
  private pending: LabelChange[] = [];

  /** Every change, oldest first. */
  get changes(): LabelChange[] {
    return [...this.byId.values()].flat().sort((a, b) => a.knownAtMs - b.knownAtMs);
  }

  /** Transactions of which something is known. */
  get size(): number {
    return this.byId.size;
  }

  /** When the next one will be known; Infinity where there is none. */
  private get nextKnownAtMs(): number {
    return this.pending[0]?.knownAtMs ?? Infinity;
  }

  /** False for a repeat. */
  add(change: LabelChange): boolean {
    const known = this.byId.get(change.id) ?? [];
    const { source, verdict, knownAtMs } = change;
    if (known.some((one) => one.source === source && one.verdict === verdict && one.knownAtMs === knownAtMs))
      return false;
    if (known.length >= CHANGES_MAX) return false;
    insertSorted(known, change);
    this.byId.set(change.id, known);
    if (knownAtMs > this.atMs) insertSorted(this.pending, change);
    else this.lastKnownAtMs = Math.max(this.lastKnownAtMs, knownAtMs);
    return true;
  }

  /** The label of a transaction as it was known at `atMs`. */
  viewOf(id: number, atMs: number): LabelView {
    const changes = this.byId.get(id);
    if (changes === undefined || changes[0]!.knownAtMs > atMs) return NO_LABEL;
    const strongest = strongestStanding(changes, atMs);
    if (strongest === undefined) return NO_LABEL;
    return { known: true, fraud: strongest.verdict === 'fraud', source: strongest.source };
  }

  /** Goes to another moment. @returns the ids of which something else is known then, perhaps */
  moveTo(atMs: number): readonly number[] {
    const isForward = atMs >= this.atMs || atMs >= this.lastKnownAtMs;
    this.atMs = atMs;
    if (!isForward) {
      this.lastKnownAtMs = atMs;
      this.pending = this.changes.filter(({ knownAtMs }) => knownAtMs > atMs);
      return [...this.byId.keys()];
    }
    if (this.nextKnownAtMs > atMs) return NO_IDS;
    this.lastKnownAtMs = atMs;
    const ids: number[] = [];
    while (this.nextKnownAtMs <= atMs) ids.push(this.pending.shift()!.id);
    return ids;
  }

  /** What is known of a transaction, which is kept elsewhere from now on; oldest first. */
  take(id: number): readonly LabelChange[] {
    const changes = this.byId.get(id) ?? [];
    this.forget(id);
    return changes;
  }

  /** The transaction is no longer held. */
  forget(id: number): void {
    if (!this.byId.delete(id)) return;
    this.pending = this.pending.filter((change) => change.id !== id);
  }

  /** Keeps the newest of those that belong to no row. */
  boundStrays(isHeld: (id: number) => boolean): void {
    if (this.byId.size <= STRAYS_MAX) return;
    const strays = [...this.byId.keys()].filter((id) => !isHeld(id));
    for (const id of strays.slice(0, Math.max(0, strays.length - STRAYS_MAX))) this.forget(id);
  }
}

function strongestStanding(changes: readonly LabelChange[], atMs: number): LabelChange | undefined {
  let strongest: LabelChange | undefined;
  for (const change of standing(changes.filter(({ knownAtMs }) => knownAtMs <= atMs)))
    if (strongest === undefined || strengthOf(change) > strengthOf(strongest)) strongest = change;
  return strongest;
}

function strengthOf({ source }: LabelChange): number {
  return LABEL_SOURCES.indexOf(source);
}

/** After those of the same moment. */
function insertSorted(list: LabelChange[], change: LabelChange): void {
  let at = list.length;
  while (at > 0 && list[at - 1]!.knownAtMs > change.knownAtMs) at--;
  list.splice(at, 0, change);
}
