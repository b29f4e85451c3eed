/**
 * The entities of one partition in memory, and the snapshot for its checkpoint: a snapshot is of one moment though it is
 * encoded bit by bit, because an entity that is about to change is encoded first (copy on write).
 */
import type { EntityType } from '#contracts';
import { Entity } from './entity.js';
import { EntityTimers, type TimerSettings } from './entity-timers.js';
import type { Books } from './books.js';

export class PartitionState {
  private readonly entities = new Map<string, Entity>();
  private dirty: Entity[] = [];
  private snapshot: Snapshot | undefined;
  private hand: MapIterator<Entity> | undefined;
  /** Everything that the store has is in memory, so that an entity that isn't here is new. */
  private complete = true;
  /**
   * A batch waits for entities that are looked up: nothing is let go until it is evaluated, not even by a checkpoint that
   * ends meanwhile, since the batch may need just that.
   */
  isAwaited = false;

  /** Offset after the last record that was evaluated; undefined before the first of a new partition. */
  nextOffset: number | undefined;

  /** Which entities wait for what time. */
  readonly timers: EntityTimers;

  constructor(
    private readonly books: Books,
    settings: TimerSettings,
  ) {
    this.timers = new EntityTimers(settings);
  }

  get size(): number {
    return this.entities.size;
  }

  /** Entities that changed since the last snapshot. */
  get dirtyCount(): number {
    return this.dirty.length;
  }

  get isComplete(): boolean {
    return this.complete;
  }

  /** Some stored entities are not here: misses have to be looked up before a batch is evaluated. */
  markIncomplete(): void {
    this.complete = false;
  }

  find(key: string): Entity | undefined {
    return this.entities.get(key);
  }

  /** An entity as stored; one that is here already is newer and stays. */
  load(key: string, { tenantId, entityType, lastEventAtMs, dueAtMs, state }: EntityRow, nowMs: number): void {
    if (this.entities.has(key)) return;
    const entity = new Entity(key, tenantId, entityType, state);
    this.entities.set(key, entity);
    this.timers.note(tenantId, entity.livemode, lastEventAtMs, nowMs);
    if (dueAtMs !== undefined) this.timers.set(entity, dueAtMs);
  }

  add(key: string, tenantId: string, entityType: EntityType): Entity {
    const entity = new Entity(key, tenantId, entityType);
    this.entities.set(key, entity);
    return entity;
  }

  /** Call before every change of an entity. */
  willChange(entity: Entity): void {
    if (entity.place >= 0) this.snapshot?.encode(entity);
    entity.used = true;
    if (entity.dirty) return;
    entity.dirty = true;
    this.dirty.push(entity);
  }

  /** Begins a snapshot of this moment. One at a time; `settle` ends it. */
  beginSnapshot(): Snapshot {
    const changed = this.dirty;
    this.dirty = [];
    for (let i = 0; i < changed.length; i++) {
      const entity = changed[i]!;
      entity.dirty = false;
      entity.saving = true;
      entity.place = i;
    }
    this.snapshot = new Snapshot(changed, this.nextOffset, this.books);
    return this.snapshot;
  }

  /** Saved: what did not change since is frozen. Not saved: everything in it is dirty again. */
  settle(snapshot: Snapshot, saved: boolean): void {
    this.snapshot = undefined;
    for (const [i, entity] of snapshot.entities.entries()) {
      entity.saving = false;
      entity.place = -1;
      if (entity.dirty) continue;
      const row = snapshot.rows[i];
      if (saved && row !== undefined) entity.freeze(row.state);
      else {
        entity.dirty = true;
        this.dirty.push(entity);
      }
    }
  }

  /**
   * Lets go of clean entities that were not used lately until at most `sizeMax` are left, or all that can go are gone.
   * Those that wait for a time stay, unless they are more than half: then it is their next transaction that tells the time.
   * Second chance (the CLOCK algorithm; Corbató, 1968): nearly least-recently-used, without a list to maintain.
   */
  evict(sizeMax: number): void {
    if (this.isAwaited) return;
    let looksLeft = this.entities.size * 2;
    while (this.entities.size > sizeMax && looksLeft-- > 0) {
      this.hand ??= this.entities.values();
      const { value: entity, done } = this.hand.next();
      if (done) {
        this.hand = undefined;
        continue;
      }
      if (entity.dirty || entity.saving) continue;
      const isWaiting = entity.dueAtMs !== Number.POSITIVE_INFINITY;
      if (isWaiting && this.timers.count <= sizeMax / 2) continue;
      if (entity.used) {
        entity.used = false;
        continue;
      }
      if (isWaiting) this.timers.set(entity, Number.POSITIVE_INFINITY);
      this.entities.delete(entity.key);
      this.complete = false;
    }
  }
}

/** The changed entities of one moment, encoded now or before they change. */
export class Snapshot {
  readonly rows: (EntityRow | undefined)[];
  private next = 0;

  constructor(
    readonly entities: readonly Entity[],
    readonly nextOffset: number | undefined,
    private readonly books: Books,
  ) {
    this.rows = Array.from({ length: entities.length });
  }

  encode(entity: Entity): void {
    const { place } = entity;
    if (place < 0) return;
    entity.place = -1;
    const lastEventAtMs = entity.thaw(this.books).state.rows.lastAt;
    const { tenantId, entityType, scopedId, dueAtMs } = entity;
    this.rows[place] = {
      tenantId,
      entityType,
      entityId: scopedId,
      lastEventAtMs,
      dueAtMs: Number.isFinite(dueAtMs) ? dueAtMs : undefined,
      state: entity.encode(this.books),
    };
  }

  /** Encodes up to `count` more; whether all are done. */
  encodeSome(count: number): boolean {
    const end = Math.min(this.entities.length, this.next + count);
    for (; this.next < end; this.next++) this.encode(this.entities[this.next]!);
    return this.next === this.entities.length;
  }
}

export interface EntityRow {
  readonly tenantId: string;
  readonly entityType: EntityType;
  readonly entityId: string;
  readonly lastEventAtMs: number;
  /** When time alone may bring a match; undefined where only a transaction can. */
  readonly dueAtMs: number | undefined;
  readonly state: Uint8Array;
}
