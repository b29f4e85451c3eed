import type { LabelV1, TransactionAcceptedV1 } from '#contracts';
import { CaracalError } from '#kernel';
import type { OutRecord } from '#messaging';
import { Checkpointer } from './checkpointer.js';
import type { EntityKey } from './entity-key.js';
import { PartitionMatcher, type PartitionMatcherOptions } from './partition-matcher.js';
import type { TimerSettings } from './entity-timers.js';
import { PartitionState } from './partition-state.js';
import type { Claim, StateStore, StoredEntity } from './state-store.js';

/** A partition while this process owns it: its state, its matcher, its checkpoints. */
export class PartitionRun {
  readonly state: PartitionState;
  readonly matcher: PartitionMatcher;
  readonly checkpointer: Checkpointer;
  /** The first offset seen, for as long as nothing was saved. */
  firstOffset: number | undefined;
  /** What came about by time and is not in the log yet; in the state it is done already. */
  readonly unsent: OutRecord[] = [];

  private constructor(
    private readonly claim: Claim,
    private readonly store: StateStore,
    private readonly options: PartitionRunOptions,
    limits: RunLimits,
  ) {
    this.state = new PartitionState(options.books, options, limits.bytesMax);
    this.state.nextOffset = claim.nextOffset;
    this.matcher = new PartitionMatcher(this.state, options);
    this.checkpointer = new Checkpointer(this.state, store, claim, limits.entitiesPerSlice);
  }

  /** Claims the partition and loads its entities, newest first, as far as there is room. */
  static async open(
    store: StateStore,
    partitions: number,
    limits: RunLimits,
    options: PartitionRunOptions,
  ): Promise<PartitionRun> {
    const claim = await store.claim(options.partition, partitions);
    checkPartitions(claim.partitions, partitions);
    const run = new PartitionRun(claim, store, options, limits);
    const { all } = await store.load(claim, limits.bytesMax, (rows) => {
      run.keep(rows);
      return run.state.bytes < run.state.bytesMax;
    });
    if (!all) run.state.markIncomplete();
    return run;
  }

  get startAt(): number | undefined {
    return this.claim.nextOffset;
  }

  /** Looks up entities of these transactions and labels that are stored but not in memory; nothing to wait for when all are. */
  lookUp(batch: readonly Taken[]): Promise<void> | undefined {
    if (this.state.isComplete) return undefined;
    const missing = new Map<string, EntityKey>();
    for (const taken of batch) {
      if ('label' in taken) this.matcher.missingOfLabel(taken.label, missing);
      else this.matcher.missing(taken.accepted, missing);
    }
    if (missing.size === 0) return undefined;
    return this.store.find(this.claim, [...missing.values()]).then((rows) => this.keep(rows));
  }

  private keep(rows: readonly StoredEntity[]): void {
    const nowMs = this.options.nowMs();
    for (const row of rows) this.state.load(row, nowMs);
  }
}

export interface RunLimits {
  /** What its entities may take in memory. */
  readonly bytesMax: number;
  /** Encoded at a stretch. */
  readonly entitiesPerSlice: number;
}

export interface PartitionRunOptions extends PartitionMatcherOptions, TimerSettings {
  /** The clock. */
  readonly nowMs: () => number;
}

/** What a partition's records hold. */
export type Taken = { readonly accepted: TransactionAcceptedV1 } | { readonly label: LabelV1 };

/** State is kept by partition, and entities move between partitions when their number changes. */
export function checkPartitions(ofState: number | undefined, ofTopic: number): void {
  if (ofState === undefined || ofState === ofTopic) return;
  throw new CaracalError(
    'conflict',
    `transactions.v1 has ${ofTopic} partitions, but the matcher's saved state is for ${ofState}. ` +
      `Give the topic ${ofState} partitions again (TOPIC_PARTITIONS), or empty cep.entity_state and cep.checkpoints to rebuild from the log`,
  );
}
