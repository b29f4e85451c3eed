/**
 * Whether an encoded decision may ask for a challenge: finds field 3 (`outcome`) of the record without decoding the rest.
 * Most decisions don't, and a whole decode of each would cost this service as much as all its other work. True when in
 * doubt: the decoder then has the last word.
 */
export function asksForChallenge(record: Uint8Array): boolean {
  let at = 0;
  for (let fields = 0; fields < FIELDS_MAX && at < record.length; fields++) {
    const tag = record[at++]!;
    const wireType = tag & 7;
    if (tag >= 0x80 || wireType !== LENGTH_DELIMITED) return true;
    let length = 0;
    let shift = 0;
    let byte: number;
    do {
      if (at >= record.length || shift > 28) return true;
      byte = record[at++]!;
      length |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    if (tag >> 3 === OUTCOME_FIELD) return equals(record, at, length);
    if (tag >> 3 > OUTCOME_FIELD) return true;
    at += length;
  }
  return true;
}

const LENGTH_DELIMITED = 2;
const OUTCOME_FIELD = 3;
/** id, transaction, outcome: encoders write fields in the order of their numbers. */
const FIELDS_MAX = 8;
const CHALLENGE = Buffer.from('challenge');

function equals(record: Uint8Array, at: number, length: number): boolean {
  return length === CHALLENGE.length && CHALLENGE.equals(record.subarray(at, at + length));
}
