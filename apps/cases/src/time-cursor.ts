import { CaracalError } from '#kernel';

/** Where the next page of a list by time begins: after the last row of the page before. Opaque to clients. */
export interface TimeCursor {
  readonly atMs: number;
  readonly id: string;
}

/** Before the newest there can be. */
export const NEWEST: TimeCursor = { atMs: Number.MAX_SAFE_INTEGER, id: '' };

export function writeTimeCursor({ atMs, id }: TimeCursor): string {
  return Buffer.from(`${atMs}.${id}`).toString('base64url');
}

/** Without a cursor, `NEWEST`. Throws `CaracalError('invalid_request')` on one that is not ours. */
export function readTimeCursor(cursor: string | undefined): TimeCursor {
  if (cursor === undefined) return NEWEST;
  const match = /^(\d{1,15})\.([\w-]{1,64})$/.exec(Buffer.from(cursor.slice(0, 200), 'base64url').toString('latin1'));
  if (!match) throw new CaracalError('invalid_request', 'The cursor is not one that a list gave; start without it');
  return { atMs: Number(match[1]), id: match[2]! };
}
