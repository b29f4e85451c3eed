/**
 * Sessions of an entity as bytes, for the checkpoint.
 *
 * version u8 · twice the number of sessions varint, and 1 where there is a watermark · that zigzag · of each session:
 *   start zigzag, after the end of the one before (the first: after the watermark, or 1970) · length varint · events varint ·
 *   sum, two numbers (see `writeNumber`) · four times the revision varint, and 1 where it is reported, 2 where it is capped ·
 *   of a reported one: the start that it was reported with zigzag, back from this one, and its gap varint ·
 *   counterparts varint, u32 each · channels varint, of each: its place among those that are known, from 1, or 0 and the text
 *
 * Versions 1 and 2, which are still read:
 * version u8 · watermark: 0 none, else 1 and a zigzag · sessions varint, of each: start zigzag · length varint · events varint ·
 * sum two float64 · revision varint · reported: 0 no, else 1, its start as a zigzag back from this one's and (not in 1) its gap
 * varint · capped u8 · counterparts varint, u32 each · channels varint, text each
 */
import type { ByteReader, ByteWriter } from '#bytes';
import { readNumber, writeNumber } from '../engine/stored-parts.js';
import type { EntitySessions } from './entity-sessions.js';
import { GapSession, SESSION_GAP_MS, TOLD_APART_MAX } from './gap-session.js';

const VERSION = 3;
const VERSION_OF_WIDE_NUMBERS = 2;
/** Where every gap was the same, and not said. */
const VERSION_OF_ONE_GAP = 1;
const REPORTED = 1;
const CAPPED = 2;
const FLAGS = 4;

/**
 * Appends the encoding.
 *
 * @param known - channels that are written as their places; the list may grow at its end only
 */
export function encodeSessions(
  { sessions, watermarkMs }: EntitySessions,
  known: readonly string[],
  out: ByteWriter,
): void {
  const hasWatermark = Number.isFinite(watermarkMs);
  out.byte(VERSION);
  out.varint(2 * sessions.length + (hasWatermark ? 1 : 0));
  if (hasWatermark) out.zigzag(watermarkMs);
  let timeMs = hasWatermark ? watermarkMs : 0;
  for (const session of sessions) {
    const { startMs, endMs, reportedAs } = session;
    out.zigzag(startMs - timeMs);
    timeMs = endMs;
    out.varint(endMs - startMs);
    out.varint(session.count);
    for (const part of session.sum) writeNumber(part, out);
    out.varint(FLAGS * session.revision + (reportedAs === undefined ? 0 : REPORTED) + (session.isCapped ? CAPPED : 0));
    if (reportedAs !== undefined) {
      out.zigzag(startMs - reportedAs);
      out.varint(session.gapMs);
    }
    out.varint(session.counterparts.size);
    for (const counterpart of session.counterparts) out.uint32(counterpart);
    out.varint(session.channels.size);
    for (const channel of session.channels) {
      const place = known.indexOf(channel) + 1;
      out.varint(place);
      if (place === 0) out.text(channel);
    }
  }
}

/**
 * Into sessions that are new.
 *
 * @param known - as `encodeSessions` had them
 * @throws RangeError on bytes that are none
 */
export function decodeSessions(sessions: EntitySessions, known: readonly string[], input: ByteReader): void {
  const version = input.byte();
  if (version === VERSION_OF_WIDE_NUMBERS || version === VERSION_OF_ONE_GAP) {
    sessions.watermarkMs = readTime(input) ?? -Infinity;
    for (let left = input.varint(); left > 0; left--) sessions.sessions.push(readWide(version, input));
    return;
  }
  if (version !== VERSION) throw new RangeError(`sessions of unknown version ${version}`);
  const head = input.varint();
  if (head % 2 === 1) sessions.watermarkMs = input.zigzag();
  let timeMs = head % 2 === 1 ? sessions.watermarkMs : 0;
  for (let left = Math.floor(head / 2); left > 0; left--) {
    const session = readSession(timeMs, known, input);
    timeMs = session.endMs;
    sessions.sessions.push(session);
  }
}

function readSession(afterMs: number, known: readonly string[], input: ByteReader): GapSession {
  const session = new GapSession();
  session.startMs = afterMs + input.zigzag();
  session.endMs = session.startMs + input.varint();
  session.count = input.varint();
  for (let i = 0; i < session.sum.length; i++) session.sum[i] = readNumber(input);
  const state = input.varint();
  session.revision = Math.floor(state / FLAGS);
  session.isCapped = (state & CAPPED) !== 0;
  if ((state & REPORTED) !== 0) {
    session.reportedAs = session.startMs - input.zigzag();
    session.gapMs = input.varint();
  }
  for (let left = bounded(input.varint()); left > 0; left--) session.counterparts.add(input.uint32());
  for (let left = bounded(input.varint()); left > 0; left--) session.channels.add(readChannel(known, input));
  return session;
}

function readChannel(known: readonly string[], input: ByteReader): string {
  const place = input.varint();
  if (place === 0) return input.text();
  const channel = known[place - 1];
  if (channel === undefined) throw new RangeError(`a session with channel ${place}, which is not known`);
  return channel;
}

function readWide(version: number, input: ByteReader): GapSession {
  const session = new GapSession();
  session.startMs = input.zigzag();
  session.endMs = session.startMs + input.varint();
  session.count = input.varint();
  for (let i = 0; i < session.sum.length; i++) session.sum[i] = input.float64();
  session.revision = input.varint();
  const back = readTime(input);
  session.reportedAs = back === undefined ? undefined : session.startMs - back;
  if (back !== undefined) session.gapMs = version === VERSION_OF_ONE_GAP ? SESSION_GAP_MS : input.varint();
  session.isCapped = input.byte() === 1;
  for (let left = bounded(input.varint()); left > 0; left--) session.counterparts.add(input.uint32());
  for (let left = bounded(input.varint()); left > 0; left--) session.channels.add(input.text());
  return session;
}

function readTime(input: ByteReader): number | undefined {
  return input.byte() === 0 ? undefined : input.zigzag();
}

function bounded(count: number): number {
  if (count > TOLD_APART_MAX) throw new RangeError(`a session that tells ${count} apart`);
  return count;
}
