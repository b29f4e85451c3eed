import { setImmediate as nextTurn } from 'node:timers/promises';
import { faultPoint } from '#kernel';
import type { EntityRow, PartitionState } from './partition-state.js';
import type { Claim, StateStore } from './state-store.js';

/** Looked at and frozen at a stretch: bytes are copied, which takes well under a millisecond. */
const FROZEN_PER_SLICE = 512;

/**
 * Saves a partition's changed entities with the offset that they stand for, while records keep coming: encodes in slices
 * that don't hold up decisions, and only saves what is published, so that no restart can begin after a lost signal.
 */
export class Checkpointer {
  private running: Promise<number> | undefined;
  private publishedNext = -1;
  private savedNext: number | undefined;
  private waiting: { readonly offset: number; readonly resolve: (isPublished: boolean) => void } | undefined;
  private abandoned = false;

  constructor(
    private readonly state: PartitionState,
    private readonly store: StateStore,
    private readonly claim: Claim,
    private readonly entitiesPerSlice: number,
  ) {
    this.savedNext = claim.nextOffset;
    // Only what is published is ever saved.
    this.publishedNext = claim.nextOffset ?? -1;
  }

  /** Whether anything was ever saved; until then only the group's committed offset says where a restart begins. */
  get hasSaved(): boolean {
    return this.savedNext !== undefined;
  }

  /** Everything below `nextOffset` is in the log. */
  published(nextOffset: number): void {
    this.publishedNext = Math.max(this.publishedNext, nextOffset);
    const { waiting } = this;
    if (waiting === undefined || waiting.offset > this.publishedNext) return;
    this.waiting = undefined;
    waiting.resolve(true);
  }

  /**
   * Saves what changed; the entities saved. Joins the run under way, if there is one. A failure leaves everything to the
   * next run.
   */
  run(): Promise<number> {
    this.running ??= this.save().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** The last save: everything that was handled and published, after the run under way. */
  async finish(): Promise<void> {
    if (this.waiting !== undefined) this.abandon();
    await this.running?.catch(() => undefined);
    const { nextOffset, dirtyCount } = this.state;
    if (nextOffset === undefined || (nextOffset === this.savedNext && dirtyCount === 0)) return;
    // What could not be published is replayed from the checkpoint before it, so it must not be saved.
    if (nextOffset <= this.publishedNext) await this.run();
  }

  /** Stops waiting for anything: the state is no longer this process's. */
  abandon(): void {
    this.abandoned = true;
    this.waiting?.resolve(false);
    this.waiting = undefined;
  }

  private async save(): Promise<number> {
    const snapshot = this.state.beginSnapshot();
    const { nextOffset } = snapshot;
    let saved = false;
    try {
      if (nextOffset === undefined || (nextOffset === this.savedNext && snapshot.entities.length === 0)) return 0;
      while (!snapshot.encodeSome(this.entitiesPerSlice)) await nextTurn();
      if (!(await this.untilPublished(nextOffset))) return 0;
      await faultPoint('cep.checkpoint');
      await this.store.save(this.claim, nextOffset, snapshot.rows as EntityRow[]);
      this.savedNext = nextOffset;
      saved = true;
      return snapshot.rows.length;
    } finally {
      this.state.settle(snapshot, saved);
      while (!this.state.freezeSome(FROZEN_PER_SLICE)) await nextTurn();
    }
  }

  private async untilPublished(offset: number): Promise<boolean> {
    if (offset <= this.publishedNext) return true;
    if (this.abandoned) return false;
    return await new Promise((resolve) => {
      this.waiting = { offset, resolve };
    });
  }
}
