/**
 * Entities as bytes, for the checkpoint and while they are idle in memory. An encoding says itself what its columns hold, by
 * hashes of what they were compiled from, so that states outlive changes of the features: what features still ask for is
 * kept, and values that need what was not kept before are flagged until their windows have passed it.
 *
 * version u8 · columns varint, of each: kind u8, hash u32, for flags: bits varint and a u32 for each ·
 * events varint · dropped until varint (0: nothing) · events, oldest first:
 *   changed       a bit for each column that is not as in the event before, in as many bytes as that takes
 *   time zigzag   milliseconds since the event before (the first: since 1970)
 *   identity 7 B  53 bits of the id's hash
 *   the changed columns:
 *     flags varint · number: see `writeNumber` · identity varint 0 none, 1 new and 4 bytes of hash, n + 2 the n-th
 *     different one of this entity · place: 0 none, 1 and two zigzags, thousandths of a degree from the last one
 * put aside varint, of each group with a window without an end, once anything was let go: hash u32 (0: something is missing) ·
 *   count varint · first and last time zigzag · numbers varint, float64 each ·
 * in version 5 what was let go: length varint, and see `past-codec.ts` ·
 * labels varint, of each: identity 7 B · source u8 · verdict u8 · known at zigzag · occurred zigzag, before it was known
 */
import type { Doubles } from './doubles.js';
import { ByteReader, ByteWriter } from '#bytes';
import { hash32 } from '../hash.js';
import { LATITUDE_SPAN, NO_LOCATION } from '../location.js';
import { ScratchMap } from '../scratch-map.js';
import type { ColumnKind } from '../plan/columns.js';
import type { KeptColumn } from '../plan/entity-plan.js';
import type { FeaturePlan } from '../plan/feature-plan.js';
import { readPast, writePast } from '../past/past-codec.js';
import { EntityState } from './entity-state.js';
import { NOTHING_ASIDE } from './group.js';
import { readHistory } from './read-history.js';
import { LABEL_SOURCES, type LabelChange, NO_LABEL, VERDICTS } from './label-log.js';
import {
  bounded,
  readCounterpart,
  readIdentity,
  readLocationAfter,
  readNumber,
  writeIdentity,
  writeNumber,
} from './stored-parts.js';

/** Older ones stay readable: `snapshots/` keeps some of each. 1 and 2 are those of `read-history.ts`. */
export const ENTITY_STATE_VERSION = 4;
/** Of an entity of which more was let go than rows tell: the same, and that. */
const VERSION_WITH_PAST = 5;
/** Labels don't say when what they tell occurred: it was when it became known, as far as anybody can say. */
const VERSION_OF_KNOWN_ALONE = 3;
const READ = [VERSION_OF_KNOWN_ALONE, ENTITY_STATE_VERSION, VERSION_WITH_PAST];

const KINDS: readonly ColumnKind[] = ['flags', 'number', 'identity', 'place'];
const FIRST_KEPT = 2;
/** An encoding never holds more events than the bound and the one that came after the last trim. */
const EVENTS_OVER_BOUND = 1;

const pastBytes = new ByteWriter();
const numbered = new ScratchMap(131_072);

/** Appends the encoding of a state. */
export function encodeEntity(state: EntityState, out: ByteWriter): void {
  const { rows, plan, labels } = state;
  const { kept } = plan;
  out.byte(state.past === undefined ? ENTITY_STATE_VERSION : VERSION_WITH_PAST);
  out.varint(kept.length);
  for (const column of kept) writeColumn(column, out);
  out.varint(rows.length);
  out.varint(Number.isFinite(rows.droppedUntil) ? Math.max(0, rows.droppedUntil) : 0);
  writeEvents(state, out);
  writeAside(state, out);
  if (state.past !== undefined) {
    pastBytes.clear();
    writePast(state.past, pastBytes);
    out.blob(pastBytes.view());
  }
  const changes = labels?.changes ?? [];
  out.varint(changes.length);
  for (const { id, source, verdict, occurredAtMs, knownAtMs } of changes) {
    writeIdentity(id, out);
    out.byte(LABEL_SOURCES.indexOf(source));
    out.byte(VERDICTS.indexOf(verdict));
    out.zigzag(knownAtMs);
    out.zigzag(knownAtMs - occurredAtMs);
  }
}

/** Reads one state; throws `RangeError` on bytes that are none. */
export function decodeEntity(features: FeaturePlan, type: string, input: ByteReader): EntityState {
  const version = input.byte();
  if (version > 0 && version < VERSION_OF_KNOWN_ALONE) {
    input.at--;
    return readHistory(features, type, input);
  }
  if (!READ.includes(version)) throw new RangeError(`entity state of unknown version ${version}`);
  const stored = Array.from({ length: bounded(input.varint(), 64, 'columns') }, () => readColumn(input));
  const plan = features.entity(type);
  const length = bounded(input.varint(), plan.eventsMax * 4 + EVENTS_OVER_BOUND, 'events');
  const state = new EntityState(features, type, length + 1);
  const { rows } = state;
  rows.droppedUntil = state.letGoUntil = input.varint() || -Infinity;
  const places = stored.map((column) => placesOf(column, plan.kept));
  readEvents(state, { stored, places, length }, input);
  readAside(state, input);
  if (version === VERSION_WITH_PAST) readPastOf(state, new ByteReader(input.blob()));
  for (let left = input.varint(); left > 0; left--) state.label(readLabel(version, input));
  if (!holdsAll(plan.kept, stored)) rows.droppedUntil = Math.max(rows.droppedUntil, rows.lastAt);
  return state;
}

function writeColumn({ kind, hash, bits }: KeptColumn, out: ByteWriter): void {
  out.byte(KINDS.indexOf(kind));
  if (kind !== 'flags') {
    out.uint32(hash);
    return;
  }
  out.varint(bits.length);
  for (const bit of bits) out.uint32(bit);
}

function readColumn(input: ByteReader): KeptColumn {
  const kind = KINDS[input.byte()];
  if (kind === undefined) throw new RangeError('a column of an unknown kind');
  if (kind !== 'flags') return { kind, hash: input.uint32(), bits: [] };
  const bits = Array.from({ length: bounded(input.varint(), 31, 'conditions') }, () => input.uint32());
  return { kind, hash: 0, bits };
}

function writeEvents({ rows, plan }: EntityState, out: ByteWriter): void {
  const { kept } = plan;
  const { data } = rows;
  numbered.clear();
  let place = NO_LOCATION;
  let timeMs = 0;
  let before = -1;
  for (let sequence = rows.first; sequence < rows.end; sequence++) {
    const base = rows.baseOf(sequence);
    for (let from = 0; from < kept.length; from += 8) out.byte(changedBits(data, base, before, from, kept.length));
    out.zigzag(data[base]! - timeMs);
    timeMs = data[base]!;
    writeIdentity(data[base + 1]!, out);
    for (let i = 0; i < kept.length; i++) {
      const at = FIRST_KEPT + i;
      if (isAsBefore(data, base, before, at)) continue;
      const value = data[base + at]!;
      const { kind } = kept[i]!;
      if (kind === 'flags') out.varint(value);
      else if (kind === 'number') writeNumber(value, out);
      else if (kind === 'identity') writeCounterpart(value, out);
      else place = writePlace(value, place, out);
    }
    before = base;
  }
}

function changedBits(data: Doubles, base: number, before: number, from: number, count: number): number {
  let bits = 0;
  for (let i = from; i < Math.min(from + 8, count); i++)
    if (!isAsBefore(data, base, before, FIRST_KEPT + i)) bits |= 1 << (i - from);
  return bits;
}

function isAsBefore(data: Doubles, base: number, before: number, at: number): boolean {
  return before >= 0 && Object.is(data[base + at], data[before + at]);
}

interface StoredEvents {
  readonly stored: readonly KeptColumn[];
  readonly places: readonly Target[];
  readonly length: number;
}

/** Where a stored column's values go: a place in the row, bits of columns of the row, or nowhere. */
type Target = number | readonly { readonly bit: number; readonly at: number; readonly mask: number }[];

function placesOf(column: KeptColumn, kept: readonly KeptColumn[]): Target {
  if (column.kind !== 'flags')
    return FIRST_KEPT + kept.findIndex(({ kind, hash }) => kind === column.kind && hash === column.hash);
  return column.bits.flatMap((hash, bit) =>
    kept.flatMap(({ bits }, i) => {
      const own = bits.indexOf(hash);
      return own < 0 ? [] : [{ bit, at: FIRST_KEPT + i, mask: 1 << own }];
    }),
  );
}

function holdsAll(kept: readonly KeptColumn[], stored: readonly KeptColumn[]): boolean {
  return kept.every(({ kind, hash, bits }) =>
    kind === 'flags'
      ? bits.every((bit) => stored.some((column) => column.bits.includes(bit)))
      : stored.some((column) => column.kind === kind && column.hash === hash),
  );
}

function readEvents(
  { rows, plan, features }: EntityState,
  { stored, places, length }: StoredEvents,
  input: ByteReader,
): void {
  const different: number[] = [];
  const values = new Float64Array(stored.length);
  // What is known of them comes after them.
  const unlabelled = features.columns.labelFlags(NO_LABEL);
  let place = NO_LOCATION;
  let timeMs = 0;
  for (let event = 0; event < length; event++) {
    let changed = 0;
    for (let from = 0; from < stored.length; from += 8) changed += input.byte() * 2 ** from;
    timeMs += input.zigzag();
    const id = readIdentity(input);
    for (let i = 0; i < stored.length; i++) {
      if (Math.floor(changed / 2 ** i) % 2 === 0) continue;
      const { kind } = stored[i]!;
      if (kind === 'flags') values[i] = input.varint();
      else if (kind === 'number') values[i] = readNumber(input);
      else if (kind === 'identity') values[i] = readCounterpart(input, different);
      else {
        values[i] = readPlace(place, input);
        if (values[i] !== NO_LOCATION) place = values[i]!;
      }
    }
    const base = rows.insertAt(rows.end, timeMs);
    rows.data[base] = timeMs;
    rows.data[base + 1] = id;
    for (const [i, { kind }] of plan.kept.entries()) rows.data[base + FIRST_KEPT + i] = ABSENT[kind];
    if (plan.labelColumn >= 0) rows.data[base + plan.labelColumn] = unlabelled;
    for (let i = 0; i < stored.length; i++) put(rows.data, base, places[i]!, values[i]!);
  }
}

const ABSENT: Readonly<Record<ColumnKind, number>> = { flags: 0, number: Number.NaN, identity: 0, place: NO_LOCATION };

function put(data: Doubles, base: number, target: Target, value: number): void {
  if (typeof target === 'number') {
    if (target >= FIRST_KEPT) data[base + target] = value;
    return;
  }
  for (const { bit, at, mask } of target) if (value & (1 << bit)) data[base + at]! |= mask;
}

/** In the place of a group: see `EntityState.lacksPast`. */
const LACKS_PAST = 0;

function writeAside(state: EntityState, out: ByteWriter): void {
  const asides = [...state.asides()].map(({ key, aside }) => ({ hash: hash32(key), aside }));
  if (state.lacksPast) asides.push({ hash: LACKS_PAST, aside: NOTHING_ASIDE });
  out.varint(asides.length);
  for (const { hash, aside } of asides) {
    const { count, firstAtMs, lastAtMs, numbers } = aside;
    out.uint32(hash);
    out.varint(count);
    out.zigzag(firstAtMs);
    out.zigzag(lastAtMs);
    out.varint(numbers.length);
    for (let i = 0; i < numbers.length; i++) out.float64(numbers[i]!);
  }
}

function readAside(state: EntityState, input: ByteReader): void {
  const known = new Set<number>();
  for (let left = input.varint(); left > 0; left--) {
    const hash = input.uint32();
    const aside = { count: input.varint(), firstAtMs: input.zigzag(), lastAtMs: input.zigzag() };
    const numbers = Array.from({ length: bounded(input.varint(), 1024, 'numbers') }, () => input.float64());
    known.add(hash);
    if (aside.count > 0) state.setAside(({ key }) => hash32(key) === hash, { ...aside, numbers });
  }
  const { rows, plan } = state;
  const isLacking = plan.groups.some(({ window, key }) => window.kind === 'ever' && !known.has(hash32(key)));
  state.lacksPast = plan.keepsAside && rows.droppedUntil > -Infinity && (isLacking || known.has(LACKS_PAST));
}

function readPastOf(state: EntityState, input: ByteReader): void {
  const { plan } = state.pastReadings;
  if (plan.isEmpty) return;
  state.past = state.pastReadings.makePast();
  readPast(state.past, state.rows, input);
}

function readLabel(version: number, input: ByteReader): LabelChange {
  const id = readIdentity(input);
  const source = LABEL_SOURCES[input.byte()];
  const verdict = VERDICTS[input.byte()];
  if (source === undefined || verdict === undefined) throw new RangeError('a label of an unknown source or verdict');
  const knownAtMs = input.zigzag();
  const occurredAtMs = version === VERSION_OF_KNOWN_ALONE ? knownAtMs : knownAtMs - input.zigzag();
  return { id, source, verdict, occurredAtMs, knownAtMs };
}

function writePlace(value: number, before: number, out: ByteWriter): number {
  out.byte(value === NO_LOCATION ? 0 : 1);
  if (value === NO_LOCATION) return before;
  const from = before === NO_LOCATION ? 0 : before;
  out.zigzag(Math.floor(value / LATITUDE_SPAN) - Math.floor(from / LATITUDE_SPAN));
  out.zigzag((value % LATITUDE_SPAN) - (from % LATITUDE_SPAN));
  return value;
}

function readPlace(before: number, input: ByteReader): number {
  return input.byte() === 0 ? NO_LOCATION : readLocationAfter(before, input);
}

function writeCounterpart(hash: number, out: ByteWriter): void {
  if (hash === 0) {
    out.varint(0);
    return;
  }
  const known = numbered.numberOf(hash);
  out.varint(known < 0 ? 1 : known + 2);
  if (known < 0) out.uint32(hash);
}
