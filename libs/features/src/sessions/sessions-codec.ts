/**
 * Sessions of an entity as bytes, for the checkpoint.
 *
 * version u8 · watermark: 0 none, else 1 and a zigzag · sessions varint, of each: start zigzag · length varint · events varint ·
 * sum two float64 · revision varint · reported: 0 no, else 1, its start as a zigzag back from this one's and its gap varint · capped u8 ·
 * counterparts varint, u32 each · channels varint, text each
 */
import type { ByteReader, ByteWriter } from '#bytes';
import type { EntitySessions } from './entity-sessions.js';
import { GapSession, SESSION_GAP_MS, TOLD_APART_MAX } from './gap-session.js';

const VERSION = 2;
/** Where every gap was the same, and not said. */
const VERSION_OF_ONE_GAP = 1;

/** Appends the encoding. */
export function encodeSessions({ sessions, watermarkMs }: EntitySessions, out: ByteWriter): void {
  out.byte(VERSION);
  writeTime(Number.isFinite(watermarkMs) ? watermarkMs : undefined, out);
  out.varint(sessions.length);
  for (const session of sessions) {
    out.zigzag(session.startMs);
    out.varint(session.endMs - session.startMs);
    out.varint(session.count);
    for (const part of session.sum) out.float64(part);
    out.varint(session.revision);
    writeTime(session.reportedAs === undefined ? undefined : session.startMs - session.reportedAs, out);
    if (session.reportedAs !== undefined) out.varint(session.gapMs);
    out.byte(session.isCapped ? 1 : 0);
    out.varint(session.counterparts.size);
    for (const counterpart of session.counterparts) out.uint32(counterpart);
    out.varint(session.channels.size);
    for (const channel of session.channels) out.text(channel);
  }
}

/** Into sessions that are new. @throws RangeError on bytes that are none */
export function decodeSessions(sessions: EntitySessions, input: ByteReader): void {
  const version = input.byte();
  if (version !== VERSION && version !== VERSION_OF_ONE_GAP)
    throw new RangeError(`sessions of unknown version ${version}`);
  sessions.watermarkMs = readTime(input) ?? -Infinity;
  for (let left = input.varint(); left > 0; left--) sessions.sessions.push(readSession(version, input));
}

function readSession(version: number, input: ByteReader): GapSession {
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

function writeTime(time: number | undefined, out: ByteWriter): void {
  out.byte(time === undefined ? 0 : 1);
  if (time !== undefined) out.zigzag(time);
}

function readTime(input: ByteReader): number | undefined {
  return input.byte() === 0 ? undefined : input.zigzag();
}

function bounded(count: number): number {
  if (count > TOLD_APART_MAX) throw new RangeError(`a session that tells ${count} apart`);
  return count;
}
