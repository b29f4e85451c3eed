import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';

/**
 * One-time codes: made, hashed, compared, and sealed for the way to the delivery worker. The challenge keeps only an HMAC
 * under the suite's secret: a million codes are guessed in a second from a bare hash, but not without the key. The sealed
 * form is erased as soon as the message is out.
 */
export class OneTimeCodes {
  private readonly hashKey: Buffer;
  private readonly sealKey: Buffer;

  constructor(secret: string) {
    this.hashKey = derive(secret, 'caracal otp hash');
    this.sealKey = derive(secret, 'caracal otp seal');
  }

  /** Six digits, uniformly random. */
  fresh(): string {
    return randomInt(0, 1_000_000).toString().padStart(6, '0');
  }

  hash(challengeId: string, code: string): Buffer {
    return createHmac('sha256', this.hashKey).update(`${challengeId}:${code}`).digest();
  }

  /** In constant time; spaces and dashes that people type are ignored. */
  matches(challengeId: string, typed: string, hash: Uint8Array): boolean {
    const given = this.hash(challengeId, normalise(typed));
    return given.length === hash.length && timingSafeEqual(given, hash);
  }

  /** AES-256-GCM, bound to the challenge: 12 bytes nonce, 16 bytes tag, then the code. */
  seal(challengeId: string, code: string): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, nonce).setAAD(Buffer.from(challengeId));
    const body = Buffer.concat([cipher.update(code, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** Throws when the bytes were not sealed for this challenge under this secret. */
  open(challengeId: string, sealed: Uint8Array): string {
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, sealed.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(challengeId))
      .setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  }
}

/** What a person typed, without what people put between digits. */
export function normalise(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '');
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}
