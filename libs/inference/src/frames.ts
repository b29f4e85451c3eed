/**
 * What goes between a service and its inference process over a socket: frames of a fixed head, then a payload. Requests are
 * answered one by one, in their order. Both ends are on one machine, so numbers are in its byte order.
 */
export const HEAD_WORDS = 4;
export const HEAD_BYTES = HEAD_WORDS * 4;

/** Words of the head. */
export const HEAD = { kind: 0, model: 1, rows: 2, payloadBytes: 3 } as const;

/** `load` and `check` carry settings and a file (`joined`), `run` rows of floats. */
export const KIND = { load: 1, run: 2, unload: 3, check: 4, done: 16, failed: 17 } as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** JSON and bytes as one payload. */
export function joined(json: unknown, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const out = new Uint8Array(4 + text.length + bytes.length);
  new Uint32Array(out.buffer, 0, 1)[0] = text.length;
  out.set(text, 4);
  out.set(bytes, 4 + text.length);
  return out;
}

/** The payload starts at an address that 4 divides. */
export function taken<T>(payload: Uint8Array): { readonly json: T; readonly bytes: Uint8Array } {
  const length = new Uint32Array(payload.buffer, payload.byteOffset, 1)[0]!;
  const json = JSON.parse(new TextDecoder().decode(payload.subarray(4, 4 + length))) as T;
  return { json, bytes: payload.subarray(4 + length) };
}

export function floatsIn(payload: Uint8Array, first = 0, count = payload.length / 4 - first): Float32Array {
  return new Float32Array(payload.buffer, payload.byteOffset + first * 4, count);
}
