import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { EntitySessions } from './entity-sessions.js';
import { decodeSessions, encodeSessions } from './sessions-codec.js';

const MINUTE = 60_000;
const BOUNDS = { gapMs: 30 * MINUTE, latenessMs: 600 * MINUTE };
const NOVEMBER = Date.UTC(2026, 10, 1);
const KNOWN = ['card_present', 'card_not_present'];

/** What version 2 wrote of the sessions of `made`. */
const WIDE =
  '020180f9bfcab2680380a0bfc6b268809f4903333333333389934000000000009c293d010100c0ee6d00020700000000286bee020c' +
  '636172645f70726573656e7410636172645f6e6f745f70726573656e7480daf6c9b268e0d403020000000000c05840000000000000' +
  '0000000000010900000001056b696f736b80d69bccb268000100000000000014c000000000000000000000000103000000010c6361' +
  '72645f70726573656e74';
/** What version 1 wrote of one session, of an event of 1 at 1970, closed after 31 minutes. */
const OF_ONE_GAP = '0101c086e30101000001000000000000f03f0000000000000000010100000000';

/** One that was reported, two that are open; amounts that are not whole, negative and none; a channel that is not known. */
function made(): EntitySessions {
  const sessions = new EntitySessions(BOUNDS);
  for (const [minute, amount, counterpart, channel] of [
    [0, 1250, 7, 'card_present'],
    [10, 0.1, 4_000_000_000, 'card_not_present'],
    [20, 0.2, 7, ''],
    [60, 99, 0, 'kiosk'],
    [61, Number.NaN, 9, 'kiosk'],
  ] as const)
    sessions.add({ timeMs: NOVEMBER + minute * MINUTE, amount, counterpart, channel });
  sessions.advance(NOVEMBER + 70 * MINUTE);
  sessions.add({ timeMs: NOVEMBER + 100 * MINUTE, amount: -5, counterpart: 3, channel: 'card_present' });
  return sessions;
}

function read(bytes: Uint8Array, known = KNOWN): EntitySessions {
  const sessions = new EntitySessions(BOUNDS);
  const input = new ByteReader(bytes);
  decodeSessions(sessions, known, input);
  expect(input.done).toBe(true);
  return sessions;
}

function encoded(sessions: EntitySessions): Uint8Array {
  const out = new ByteWriter();
  encodeSessions(sessions, KNOWN, out);
  return out.take();
}

describe('sessions as bytes', () => {
  it('written and read → the same to the bit', () => {
    expect(read(encoded(made()))).toEqual(made());
  });

  it('one session, as most have → 20 bytes and a counterpart', () => {
    const sessions = new EntitySessions(BOUNDS);
    sessions.add({ timeMs: NOVEMBER, amount: 12_500, counterpart: 7, channel: 'card_not_present' });
    expect(encoded(sessions).length).toBeLessThanOrEqual(24);
    sessions.advance(NOVEMBER + 31 * MINUTE);
    expect(read(encoded(sessions))).toEqual(sessions);
  });

  it('nothing, and no watermark → two bytes', () => {
    const bytes = encoded(new EntitySessions(BOUNDS));
    expect(bytes).toHaveLength(2);
    expect(read(bytes)).toEqual(new EntitySessions(BOUNDS));
  });

  it('without a watermark → the same', () => {
    const sessions = new EntitySessions(BOUNDS);
    for (const timeMs of [-1, NOVEMBER]) sessions.add({ timeMs, amount: 1, counterpart: 1, channel: 'kiosk' });
    expect(read(encoded(sessions))).toEqual(sessions);
  });

  it('version 2, with numbers of one width and channels by name → is read', () => {
    expect(read(Buffer.from(WIDE, 'hex'))).toEqual(made());
  });

  it('version 1, where the gap was not said → half an hour', () => {
    const sessions = read(Buffer.from(OF_ONE_GAP, 'hex'));
    sessions.gapMs = MINUTE;
    expect(sessions.add({ timeMs: 30 * MINUTE, amount: 1, counterpart: 0, channel: '' })?.replaces).toEqual([0]);
  });

  it('bytes that are none: → RangeError', () => {
    const bytes = encoded(made());
    for (let end = 0; end < bytes.length; end++)
      expect(() => read(bytes.subarray(0, end)), `${end}`).toThrow(RangeError);
    expect(() => read(Uint8Array.of(4))).toThrow('unknown version 4');
    expect(() => read(bytes, KNOWN.slice(0, 1))).toThrow('channel 2, which is not known');
  });
});
