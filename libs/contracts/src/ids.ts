import { randomFillSync } from 'node:crypto';

/**
 * Ids: a prefix that says what it is, then 26 characters: 48 bits of Unix milliseconds and 80 random bits in
 * Crockford's base 32 (the layout of ULID), lower case. They sort by time, which keeps B-tree inserts at the right edge.
 */
export const ID_PREFIXES = {
  tenant: 'ten',
  transaction: 'txn',
  decision: 'dec',
  challenge: 'chl',
  case: 'cas',
  label: 'lbl',
  user: 'usr',
  apiKey: 'key',
  note: 'nte',
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export function newId(kind: IdKind, nowMs: number): string {
  const random = nextRandom();
  let time = nowMs;
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = ALPHABET[time % 32] + head;
    time = Math.floor(time / 32);
  }
  let tail = '';
  for (let i = 0; i < 10; i += 5) {
    // 40 bits make eight characters; split in two halves of 20 bits to stay in 32-bit arithmetic.
    const high = (random[i]! << 12) | (random[i + 1]! << 4) | (random[i + 2]! >> 4);
    const low = ((random[i + 2]! & 15) << 16) | (random[i + 3]! << 8) | random[i + 4]!;
    for (const half of [high, low]) for (let shift = 15; shift >= 0; shift -= 5) tail += ALPHABET[(half >> shift) & 31];
  }
  return `${ID_PREFIXES[kind]}_${head}${tail}`;
}

/** Random bytes are fetched from the system by the page: a call for ten of them costs as much as one for thousands. */
const POOL = Buffer.allocUnsafe(8190);
let used = POOL.length;

function nextRandom(): Uint8Array {
  if (used === POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  used += 10;
  return POOL.subarray(used - 10, used);
}

/** Whether `id` has the shape of an id of `kind`; says nothing about its existence. */
export function isId(kind: IdKind, id: string): boolean {
  return id.length === 30 && id.startsWith(`${ID_PREFIXES[kind]}_`) && /^[0-9a-hjkmnp-tv-z]{26}$/.test(id.slice(4));
}

/** When an id was made, Unix milliseconds; NaN for what is not built like one of ours. */
export function madeAtMs(id: string): number {
  let ms = 0;
  for (const char of id.slice(4, 14)) {
    const digit = ALPHABET.indexOf(char);
    if (digit < 0) return Number.NaN;
    ms = ms * 32 + digit;
  }
  return id.length === 30 ? ms : Number.NaN;
}

/** An id derived from another: the same random part under another prefix, so that a repeat gives the same id. */
export function derivedId(kind: IdKind, from: string): string {
  return `${ID_PREFIXES[kind]}_${from.slice(4)}`;
}
