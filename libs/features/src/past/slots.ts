/**
 * What a bucket says of let-go events in numbers: each kind of aggregate has some places in one array, and a way to put an event,
 * or what another bucket says, into them. What is read of several buckets, some of them in part, is a `SlotSum`.
 */
import type { Doubles } from '../engine/doubles.js';

export type SlotKind = 'count' | 'moments' | 'least' | 'most' | 'times' | 'trend' | 'located';

export interface Slot {
  /** Place of its first number. */
  readonly at: number;
  readonly initial: readonly number[];
  /** @param base - where the event's row begins in `data` */
  add(numbers: Doubles, data: Doubles, base: number): void;
  join(into: Doubles, from: Doubles): void;
  sum(): SlotSum;
}

/** A part of a window that lies in a bucket: later than `fromMs`, up to `untilMs`. */
export interface Piece {
  readonly share: number;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Of the bucket's first and last event. */
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface SlotSum {
  clear(): void;
  /** Of buckets that lie in the window as a whole: those from `first` up to before `end`. */
  takeWhole(buckets: readonly Doubles[], first: number, end: number): void;
  /** Of one that lies in it in part. */
  takePart(numbers: Doubles, piece: Piece): void;
}
