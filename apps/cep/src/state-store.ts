import type { EntityRow } from './partition-state.js';
import type { EntityKey } from './entity-key.js';

/**
 * Where the state of partitions is kept between runs. Whoever claims a partition last owns it: a save by an earlier
 * owner fails, so a process that was cut off can't overwrite its successor's work.
 */
export abstract class StateStore {
  /** The number of partitions that stored state was made for, or undefined without any. */
  abstract partitionsOfState(): Promise<number | undefined>;
  abstract claim(partition: number, partitions: number): Promise<Claim>;
  /**
   * The entities of a claimed partition page by page, until `page` says that there is no room for more: all, where they take
   * about `bytesMax` in memory, else those that wait for a time, and the ones with the newest events. Says whether that was all.
   */
  abstract load(
    claim: Claim,
    bytesMax: number,
    page: (rows: readonly StoredEntity[]) => boolean,
  ): Promise<{ all: boolean }>;
  /** Those of `keys` that are stored. */
  abstract find(claim: Claim, keys: readonly EntityKey[]): Promise<StoredEntity[]>;
  /** Entities and offset, in one transaction. Throws `CaracalError('conflict')` when the partition has a new owner. */
  abstract save(claim: Claim, nextOffset: number, rows: readonly EntityRow[]): Promise<void>;
  abstract checkHealth(): Promise<void>;
}

export interface Claim {
  readonly partition: number;
  /** Grows with each claim. */
  readonly generation: number;
  /** Where to go on; undefined when nothing was ever saved. */
  readonly nextOffset: number | undefined;
  /** Partitions of the topic when the state was saved; undefined when nothing was. */
  readonly partitions: number | undefined;
  /** Tenants that may have entities here. */
  readonly tenantIds: Set<string>;
}

export type StoredEntity = EntityRow;
