/**
 * The entities of one partition in memory, and the snapshot for its checkpoint: a snapshot is of one moment though it is
 * encoded bit by bit, because an entity that is about to change is encoded first (copy on write). Entities in use stay
 * thawed; those that nobody touched from one checkpoint to the next are frozen.
 */
import { SharedBytes } from '#bytes';
import type { EntityType } from '#contracts';
import { Entity, type Thawed } from './entity.js';
import { EntityTimers, type TimerSettings } from './entity-timers.js';
import type { Books } from './books.js';
import { IdleBytes } from './idle-bytes.js';

/** Of any entity: itself, its place in the table of all, and of its key what the characters don't take. */
const ENTITY_BYTES = 200;
/** Entities that one call looks at to let some go. */
const LOOKS_MAX = 20_000;

export class PartitionState {
  private readonly entities = new Map<string, Entity>();
  private readonly idle = new IdleBytes<Entity>();
  private readonly shared = new SharedBytes();
  private dirty: Entity[] = [];
  /** All that are thawed are here, or in `sweeping` while it has not been looked at them; and some that no longer are. */
  private thawed: Entity[] = [];
  private sweeping: Entity[] = [];
  private snapshot: Snapshot | undefined;
  private hand: MapIterator<Entity> | undefined;
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
    return this.entities.size;
  }

  /** What all entities take in memory: exact of encodings, about of what is thawed. */
  get bytes(): number {
    return this.ownBytes + this.thawedBytes + this.idle.bytes;
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

  find(key: string): Entity | undefined {
    return this.entities.get(key);
  }

  /** An entity as stored; one that is here already is newer and stays. */
  load(key: string, { tenantId, entityType, lastEventAtMs, dueAtMs, state }: EntityRow, nowMs: number): void {
    if (this.entities.has(key)) return;
    const entity = this.add(key, tenantId, entityType);
    this.idle.put(entity, state);
    this.timers.note(tenantId, entity.livemode, lastEventAtMs, nowMs);
    if (dueAtMs !== undefined) this.timers.set(entity, dueAtMs);
  }

  add(key: string, tenantId: string, entityType: EntityType): Entity {
    const entity = new Entity(key, tenantId, entityType);
    this.entities.set(key, entity);
    this.ownBytes += ENTITY_BYTES + key.length;
    return entity;
  }

  /** What an entity holds, to be read. Throws `RangeError`, and changes nothing, when its bytes can't be read. */
  thaw(entity: Entity): Thawed {
    entity.used = true;
    if (entity.isThawed) return entity.thaw(this.books);
    const bytes = this.idle.read(entity);
    if (bytes !== undefined) entity.encoded = this.shared.copy(bytes);
    const thawed = entity.thaw(this.books);
    this.idle.drop(entity);
    this.thawed.push(entity);
    this.thawedBytes += entity.thawedBytes;
    return thawed;
  }

  /** The same, to be changed: call before every change. */
  change(entity: Entity): Thawed {
    if (entity.place >= 0) this.snapshot?.encode(entity);
    const thawed = this.thaw(entity);
    entity.encoded = undefined;
    if (!entity.dirty) {
      entity.dirty = true;
      this.dirty.push(entity);
    }
    return thawed;
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
    this.snapshot = new Snapshot(changed, this.nextOffset, (entity) => this.rowOf(entity));
    return this.snapshot;
  }

  /** Saved: what did not change since may be frozen (`freezeSome`). Not saved: everything in it is dirty again. */
  settle(snapshot: Snapshot, saved: boolean): void {
    this.snapshot = undefined;
    for (const [i, entity] of snapshot.entities.entries()) {
      entity.saving = false;
      entity.place = -1;
      if (entity.dirty) continue;
      const row = snapshot.rows[i];
      if (saved && row !== undefined) entity.encoded = row.state;
      else {
        entity.dirty = true;
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
      if (!entity.isThawed) continue;
      const { used } = entity;
      entity.used = false;
      if (entity.encoded === undefined || (used && this.thawedBytes <= this.bytesMax / 2)) this.thawed.push(entity);
      else this.freeze(entity, entity.encoded);
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
    let looksLeft = Math.min(LOOKS_MAX, this.entities.size * 2);
    while (this.bytes > this.bytesMax && looksLeft-- > 0) {
      this.hand ??= this.entities.values();
      const { value: entity, done } = this.hand.next();
      if (done) {
        this.hand = undefined;
        continue;
      }
      if (entity.dirty || entity.saving) continue;
      const isWaiting = entity.dueAtMs !== Number.POSITIVE_INFINITY;
      if (isWaiting && this.timers.count <= this.entities.size / 2) continue;
      if (entity.used) {
        entity.used = false;
        continue;
      }
      if (isWaiting) this.timers.set(entity, Number.POSITIVE_INFINITY);
      this.letGo(entity);
    }
  }

  private rowOf(entity: Entity): EntityRow {
    const { rows } = entity.thaw(this.books).state;
    this.thawedBytes -= entity.thawedBytes;
    const state = entity.encode(this.books);
    this.thawedBytes += entity.thawedBytes;
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
    this.thawedBytes -= entity.thawedBytes;
    entity.release();
    this.idle.put(entity, encoded);
    // The evictor passes it by once.
    entity.used = true;
  }

  private letGo(entity: Entity): void {
    this.thawedBytes -= entity.thawedBytes;
    entity.release();
    this.idle.drop(entity);
    this.entities.delete(entity.key);
    this.ownBytes -= ENTITY_BYTES + entity.key.length;
    this.complete = false;
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
    const { place } = entity;
    if (place < 0) return;
    entity.place = -1;
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
