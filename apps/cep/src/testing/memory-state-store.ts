/** The store in memory, with the transaction semantics of the real one: a save happens wholly or not at all. */
import { CaracalError } from '#kernel';
import type { EntityRow } from '../partition-state.js';
import type { EntityKey } from '../entity-key.js';
import { type Claim, StateStore, type StoredEntity } from '../state-store.js';

export class MemoryStateStore extends StateStore {
  private readonly checkpoints = new Map<number, { generation: number; partitions: number; nextOffset?: number }>();
  private readonly entities = new Map<number, Map<string, EntityRow>>();
  /** Set to make the next accesses fail, as when the database is away. */
  failing = false;
  saves = 0;
  /** What a look-up waits for. */
  slow: Promise<void> | undefined;

  async partitionsOfState(): Promise<number | undefined> {
    this.check();
    return [...this.checkpoints.values()].find((c) => c.nextOffset !== undefined)?.partitions;
  }

  async claim(partition: number, partitions: number): Promise<Claim> {
    this.check();
    const before = this.checkpoints.get(partition);
    const generation = (before?.generation ?? 0) + 1;
    this.checkpoints.set(partition, { partitions, ...before, generation });
    const rows = this.entities.get(partition) ?? new Map<string, EntityRow>();
    return {
      partition,
      generation,
      nextOffset: before?.nextOffset,
      partitions: before?.nextOffset === undefined ? undefined : before.partitions,
      tenantIds: new Set([...rows.values()].map((row) => row.tenantId)),
    };
  }

  async load(
    claim: Claim,
    _bytesMax: number,
    page: (rows: readonly StoredEntity[]) => boolean,
  ): Promise<{ all: boolean }> {
    this.check();
    const rows = [...(this.entities.get(claim.partition)?.values() ?? [])].toSorted(
      (a, b) => Number(a.dueAtMs === undefined) - Number(b.dueAtMs === undefined) || b.lastEventAtMs - a.lastEventAtMs,
    );
    return { all: rows.every((row) => page([row])) };
  }

  async find(claim: Claim, keys: readonly EntityKey[]): Promise<StoredEntity[]> {
    await this.slow;
    this.check();
    return keys.flatMap(({ key }) => this.entities.get(claim.partition)?.get(key) ?? []);
  }

  async save(claim: Claim, nextOffset: number, rows: readonly EntityRow[]): Promise<void> {
    this.check();
    const checkpoint = this.checkpoints.get(claim.partition);
    if (checkpoint?.generation !== claim.generation)
      throw new CaracalError('conflict', 'the partition has a new owner');
    checkpoint.nextOffset = nextOffset;
    const stored = this.entities.get(claim.partition) ?? new Map<string, EntityRow>();
    this.entities.set(claim.partition, stored);
    for (const row of rows) stored.set(`${row.tenantId}/${row.entityType}/${row.entityId}`, row);
    this.saves++;
  }

  async checkHealth(): Promise<void> {
    this.check();
  }

  private check(): void {
    if (this.failing) throw new CaracalError('unavailable', 'the database is away');
  }
}
