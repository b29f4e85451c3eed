/**
 * The entities of one partition in memory, and the snapshot for its checkpoint: a snapshot is of one moment though it is
 * encoded bit by bit, because an entity that is about to change is encoded first (copy on write). Entities in use stay
 * thawed; those that nobody touched from one checkpoint to the next are frozen.
 */
import { SharedBytes } from '#bytes';
import type { EntityType } from '#contracts';
import type { Entity, InUse, Thawed } from './entity.js';
import { EntityTable } from './entity-table.js';
import { EntityTimers, type TimerSettings } from './entity-timers.js';
import type { Books } from './books.js';
import { IdleBytes } from './idle-bytes.js';

/**
 * Of any entity: itself, its place in the table of all and among those of its slab, and of its name what the characters don't
 * take. Measured, as what follows, in heaps of 200,000 and 250,000 idle ones.
 */
const ENTITY_BYTES = 160;
/** Of one that waits for a time beside that. */
const WAITING_BYTES = 68;
/** Entities that one call looks at to let some go. */
const LOOKS_MAX = 20_000;

export class PartitionState {
  private readonly table = new EntityTable();
  private readonly idle = new IdleBytes<Entity>();
  private readonly shared = new SharedBytes();
  private dirty: Entity[] = [];
  /** All that are thawed are here, or in `sweeping` while it has not been looked at them; and some that no longer are. */
  private thawed: Entity[] = [];
  private sweeping: Entity[] = [];
  private snapshot: Snapshot | undefined;
  private hand: Iterator<Entity, undefined> | undefined;
  private ownBytes = 0;
  private thawedBytes = 0;
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

  /** @param bytesMax - what its entities may take: see `bytes` */
  constructor(
    private readonly books: Books,
    settings: TimerSettings,
    public bytesMax = Number.POSITIVE_INFINITY,
  ) {
    this.timers = new EntityTimers(settings);
  }

  get size(): number {
    return this.table.size;
  }

  /** What all entities take in memory: exact of encodings, about of what is thawed. */
  get bytes(): number {
    return this.ownBytes + WAITING_BYTES * this.timers.count + this.thawedBytes + this.idle.bytes;
  }

  /** Entities that changed since the last snapshot. */
  get dirtyCount(): number {
    return this.dirty.length;
  }

  /** More than it may take, though what could go is gone: the rest has to be saved first. */
  get isCrowded(): boolean {
    return this.bytes > this.bytesMax;
  }

  get isComplete(): boolean {
    return this.complete;
  }

  /** Some stored entities are not here: misses have to be looked up before a batch is evaluated. */
  markIncomplete(): void {
    this.complete = false;
  }

  /** @param scopedId - with its mode, as `scopedEntityId` gives it */
  find(tenantId: string, entityType: EntityType, scopedId: string): Entity | undefined {
    return this.table.find(tenantId, entityType, scopedId);
  }

  /** An entity as stored; one that is here already is newer and stays. */
  load({ tenantId, entityType, entityId, lastEventAtMs, dueAtMs, state }: EntityRow, nowMs: number): void {
    if (this.find(tenantId, entityType, entityId) !== undefined) return;
    const entity = this.add(tenantId, entityType, entityId);
    this.idle.put(entity, state);
    this.timers.note(tenantId, entity.livemode, lastEventAtMs, nowMs);
    if (dueAtMs !== undefined) this.timers.set(entity, dueAtMs);
  }

  /** A new one: none of that name may be here. */
  add(tenantId: string, entityType: EntityType, scopedId: string): Entity {
    this.ownBytes += ENTITY_BYTES + scopedId.length;
    return this.table.add(tenantId, entityType, scopedId);
  }

  /** What an entity holds, to be read. Throws `RangeError`, and changes nothing, when its bytes can't be read. */
  thaw(entity: Entity): InUse {
    entity.used = true;
    if (entity.use !== undefined) return entity.thaw(this.books);
    const bytes = this.idle.read(entity);
    const use = entity.thaw(this.books, bytes && this.shared.copy(bytes));
    this.idle.drop(entity);
    this.thawed.push(entity);
    this.thawedBytes += use.bytes;
    return use;
  }

  /** The same, to be changed: call before every change. */
  change(entity: Entity): Thawed {
    if (entity.use !== undefined && entity.use.place >= 0) this.snapshot?.encode(entity);
    const use = this.thaw(entity);
    use.encoded = undefined;
    if (!use.dirty) {
      use.dirty = true;
      this.dirty.push(entity);
    }
    return use;
  }

  /** Begins a snapshot of this moment. One at a time; `settle` ends it. */
  beginSnapshot(): Snapshot {
    const changed = this.dirty;
    this.dirty = [];
    for (let i = 0; i < changed.length; i++) {
      // What changed is in use until it is saved.
      const use = changed[i]!.use!;
      use.dirty = false;
      use.saving = true;
      use.place = i;
    }
    this.snapshot = new Snapshot(changed, this.nextOffset, (entity) => this.rowOf(entity));
    return this.snapshot;
  }

  /** Saved: what did not change since may be frozen (`freezeSome`). Not saved: everything in it is dirty again. */
  settle(snapshot: Snapshot, saved: boolean): void {
    this.snapshot = undefined;
    for (const [i, entity] of snapshot.entities.entries()) {
      const use = entity.use!;
      use.saving = false;
      use.place = -1;
      if (use.dirty) continue;
      const row = snapshot.rows[i];
      if (saved && row !== undefined) use.encoded = row.state;
      else {
        use.dirty = true;
        this.dirty.push(entity);
      }
    }
    this.sweeping = [...this.sweeping, ...this.thawed];
    this.thawed = [];
  }

  /**
   * Looks at up to `count` of those that were thawed when the last snapshot was settled: freezes what is saved and was not
   * touched since the time before, the others too where what is thawed takes more than half of the room. Whether all are done.
   */
  freezeSome(count: number): boolean {
    for (let left = count; left > 0; left--) {
      const entity = this.sweeping.pop();
      if (entity === undefined) break;
      const { used, use } = entity;
      if (use === undefined) continue;
      entity.used = false;
      if (use.encoded === undefined || (used && this.thawedBytes <= this.bytesMax / 2)) this.thawed.push(entity);
      else this.freeze(entity, use.encoded);
    }
    return this.sweeping.length === 0;
  }

  /**
   * Lets go of clean entities that were not used lately until all others take at most `bytesMax`, or all that can go are gone.
   * Those that wait for a time stay, unless they are more than half: then it is their next transaction that tells the time.
   * Second chance (the CLOCK algorithm; Corbató, 1968): nearly least-recently-used, without a list to maintain.
   */
  evict(): void {
    if (this.isAwaited) return;
    let looksLeft = Math.min(LOOKS_MAX, this.size * 2);
    while (this.bytes > this.bytesMax && looksLeft-- > 0) {
      this.hand ??= this.table.values();
      const { value: entity, done } = this.hand.next();
      if (done) {
        this.hand = undefined;
        continue;
      }
      if (entity.use !== undefined && (entity.use.dirty || entity.use.saving)) continue;
      const isWaiting = entity.due !== undefined;
      if (isWaiting && this.timers.count <= this.size / 2) continue;
      if (entity.used) {
        entity.used = false;
        continue;
      }
      if (isWaiting) this.timers.set(entity, Number.POSITIVE_INFINITY);
      this.letGo(entity);
    }
  }

  private rowOf(entity: Entity): EntityRow {
    const use = entity.thaw(this.books);
    const { rows } = use.state;
    this.thawedBytes -= use.bytes;
    const state = entity.encode(this.books);
    this.thawedBytes += use.bytes;
    const { tenantId, entityType, scopedId, dueAtMs } = entity;
    return {
      tenantId,
      entityType,
      entityId: scopedId,
      lastEventAtMs: rows.lastAt,
      dueAtMs: Number.isFinite(dueAtMs) ? dueAtMs : undefined,
      state,
    };
  }

  private freeze(entity: Entity, encoded: Uint8Array): void {
    this.release(entity);
    this.idle.put(entity, encoded);
    // The evictor passes it by once.
    entity.used = true;
  }

  private letGo(entity: Entity): void {
    this.release(entity);
    this.idle.drop(entity);
    this.table.delete(entity);
    this.ownBytes -= ENTITY_BYTES + entity.scopedId.length;
    this.complete = false;
  }

  private release(entity: Entity): void {
    if (entity.use !== undefined) this.thawedBytes -= entity.use.bytes;
    entity.release();
  }
}

/** The changed entities of one moment, encoded now or before they change. */
export class Snapshot {
  readonly rows: (EntityRow | undefined)[];
  private next = 0;

  constructor(
    readonly entities: readonly Entity[],
    readonly nextOffset: number | undefined,
    private readonly rowOf: (entity: Entity) => EntityRow,
  ) {
    this.rows = Array.from({ length: entities.length });
  }

  encode(entity: Entity): void {
    const use = entity.use!;
    const { place } = use;
    if (place < 0) return;
    use.place = -1;
    this.rows[place] = this.rowOf(entity);
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
