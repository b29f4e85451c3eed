/**
 * What was let go as bytes, behind its length, so that it can be passed over:
 *
 * counted until, lacks until: see `writeTime` · numbers: series varint, of each: hash u32 and how many numbers varint;
 *   buckets (see below), of each: all numbers (see `writeNumber`) ·
 * sketches varint, of each: kind u8 and hash u32 · length varint · buckets, of each: what the sketch is ·
 * labels: told apart after (see `writeTime`) · how many varint, of each: identity 7 B · paid at zigzag · known at zigzag · occurred zigzag, before it was known · source u8 · verdict u8
 *
 * Buckets: forgotten until (see `writeTime`) · how many varint, and before each: width varint · first zigzag from that of the
 * bucket before · last varint from the first.
 * Sketches: see `sketch-codec.ts`.
 */
import { ByteReader, ByteWriter } from '#bytes';
import type { EntityRows } from '../engine/entity-rows.js';
import { LABEL_SOURCES, VERDICTS } from '../engine/label-log.js';
import { bounded, readIdentity, readNumber, writeIdentity, writeNumber } from '../engine/stored-parts.js';
import type { EntityPast } from './entity-past.js';
import type { SketchKind } from './past-plan.js';
import { readSketch, writeSketch } from './sketch-codec.js';
import type { Timeline } from './timeline.js';

const KINDS: readonly SketchKind[] = ['distinct', 'values'];
/** More than any writes: for bytes that are none. */
const COUNT_MAX = 4096;
const sketchBytes = new ByteWriter();

export function writePast(past: EntityPast, out: ByteWriter): void {
  const { plan, numbers, sketches, labels } = past;
  writeTime(past.countedUntilMs, out);
  writeTime(past.lacksUntilMs, out);
  out.varint(plan.slots.length);
  for (const { hash, slot } of plan.slots) {
    out.uint32(hash);
    out.varint(slot.initial.length);
  }
  writeBuckets(numbers, out, (content) => {
    for (let i = 0; i < content.length; i++) writeNumber(content[i]!, out);
  });
  out.varint(plan.sketches.length);
  for (const [i, { kind, hash }] of plan.sketches.entries()) {
    out.byte(KINDS.indexOf(kind));
    out.uint32(hash);
    sketchBytes.clear();
    writeBuckets(sketches[i]!, sketchBytes, (sketch) => writeSketch(sketch, sketchBytes));
    out.blob(sketchBytes.view());
  }
  writeTime(labels.shedUntilMs, out);
  out.varint(labels.length);
  for (const { id, paidAtMs, occurredAtMs, knownAtMs, source, verdict } of labels.changes()) {
    writeIdentity(id, out);
    out.zigzag(paidAtMs);
    out.zigzag(knownAtMs);
    out.zigzag(knownAtMs - occurredAtMs);
    out.byte(LABEL_SOURCES.indexOf(source));
    out.byte(VERDICTS.indexOf(verdict));
  }
}

/**
 * Reads what is still asked for into a past that is new. What is asked for and was not counted is lacking up to the last that was let go.
 * @throws RangeError on bytes that are none
 */
export function readPast(past: EntityPast, { droppedUntil, lastAt: newestMs }: EntityRows, input: ByteReader): void {
  const { plan } = past;
  past.countedUntilMs = readTime(input);
  past.lacksUntilMs = readTime(input);
  const series = Array.from({ length: bounded(input.varint(), COUNT_MAX, 'series') }, () => ({
    hash: input.uint32(),
    length: bounded(input.varint(), COUNT_MAX, 'numbers of a series'),
  }));
  const targets = series.flatMap(({ hash, length }) => {
    const slot = plan.slots.find((one) => one.hash === hash)?.slot;
    return Array.from({ length }, (_, i) => (slot === undefined ? -1 : slot.at + i));
  });
  readBuckets(past.numbers, input, (content) => {
    for (const at of targets) {
      const value = readNumber(input);
      if (at >= 0) content[at] = value;
    }
  });
  const hashes = new Set(series.map(({ hash }) => hash));
  const timelines: Pick<Timeline<unknown>, 'forgottenUntilMs' | 'keepMs'>[] = [past.numbers];
  for (let left = bounded(input.varint(), COUNT_MAX, 'sketches'); left > 0; left--) {
    const kind = KINDS[input.byte()];
    if (kind === undefined) throw new RangeError('a sketch of an unknown kind');
    const hash = input.uint32();
    hashes.add(hash);
    const bytes = new ByteReader(input.blob());
    const timeline = past.sketches[plan.sketches.findIndex((one) => one.kind === kind && one.hash === hash)];
    if (timeline === undefined) continue;
    readBuckets(timeline, bytes, (sketch) => readSketch(sketch, bytes));
    timelines.push(timeline);
  }
  readLabels(past, input);
  if ([...plan.slots, ...plan.sketches].some(({ hash }) => !hashes.has(hash)))
    past.lacksUntilMs = Math.max(past.lacksUntilMs, droppedUntil);
  // Windows of now may look back further than those of then.
  for (const { forgottenUntilMs, keepMs } of timelines)
    if (forgottenUntilMs > newestMs - keepMs) past.lacksUntilMs = Math.max(past.lacksUntilMs, forgottenUntilMs);
}

function readLabels({ labels }: EntityPast, input: ByteReader): void {
  const shedUntilMs = readTime(input);
  for (let left = bounded(input.varint(), COUNT_MAX, 'labels'); left > 0; left--) {
    const id = readIdentity(input);
    const paidAtMs = input.zigzag();
    const knownAtMs = input.zigzag();
    const occurredAtMs = knownAtMs - input.zigzag();
    const source = LABEL_SOURCES[input.byte()];
    const verdict = VERDICTS[input.byte()];
    if (source === undefined || verdict === undefined) throw new RangeError('a label of an unknown source or verdict');
    labels.put({ id, source, verdict, occurredAtMs, knownAtMs }, paidAtMs);
  }
  // Last: those that were made in the same millisecond are still there.
  labels.shedUntilMs = shedUntilMs;
}

function writeBuckets<C>(timeline: Timeline<C>, out: ByteWriter, write: (content: C) => void): void {
  const { firstMs, lastMs, widths, contents } = timeline;
  writeTime(timeline.forgottenUntilMs, out);
  out.varint(contents.length);
  let before = 0;
  for (const [i, content] of contents.entries()) {
    out.varint(widths[i]!);
    out.zigzag(firstMs[i]! - before);
    out.varint(lastMs[i]! - firstMs[i]!);
    before = firstMs[i]!;
    write(content);
  }
}

function readBuckets<C>(timeline: Timeline<C>, input: ByteReader, read: (content: C) => void): void {
  let before = 0;
  timeline.forgottenUntilMs = readTime(input);
  for (let left = bounded(input.varint(), COUNT_MAX, 'buckets'); left > 0; left--) {
    const width = input.varint();
    if (width === 0) throw new RangeError('a bucket without a width');
    const firstMs = before + input.zigzag();
    const lastMs = firstMs + input.varint();
    before = firstMs;
    read(timeline.push(firstMs, lastMs, width));
  }
}

/** 0: none; else a zigzag of it, and one. */
function writeTime(timeMs: number, out: ByteWriter): void {
  if (!Number.isFinite(timeMs)) out.varint(0);
  else out.varint(timeMs < 0 ? -2 * timeMs : 2 * timeMs + 1);
}

function readTime(input: ByteReader): number {
  const value = input.varint();
  if (value === 0) return -Infinity;
  return value % 2 === 0 ? -value / 2 : (value - 1) / 2;
}
