import { hash, randomBytes } from 'node:crypto';

/**
 * API keys: `sk_test_` or `sk_live_`, then random characters. Only a SHA-256 is stored: a key has far more entropy than
 * can be guessed, so a slow hash would protect nothing and cost every request.
 */
const KEY = /^sk_(test|live)_[A-Za-z0-9_-]{16,128}$/;
/** 240 bits in Crockford's base 32. */
const RANDOM_BYTES = 30;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export interface ParsedApiKey {
  readonly livemode: boolean;
  /** Enough for people to tell keys apart, too little to guess the rest. */
  readonly prefix: string;
  readonly last4: string;
  readonly hash: Buffer;
}

export function newApiKey(livemode: boolean): string {
  return `sk_${livemode ? 'live' : 'test'}_${base32(randomBytes(RANDOM_BYTES))}`;
}

/** Undefined when it does not look like one of ours; says nothing about its being in force. */
export function parseApiKey(key: string): ParsedApiKey | undefined {
  const match = KEY.exec(key);
  if (!match) return undefined;
  return { livemode: match[1] === 'live', prefix: key.slice(0, 12), last4: key.slice(-4), hash: sha256(key) };
}

export function sha256(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** Five bits a character; the length must be a multiple of five bytes. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text;
}
