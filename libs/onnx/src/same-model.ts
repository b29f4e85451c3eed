/** Whether two model files compute the same, as far as bytes can tell. */
import { fieldsOf, type WireField } from './wire.js';

/** `model_version` and `metadata_props`: what is said of a model, not what it does. */
const SAID_OF_IT = new Set([5, 14]);

/** True where all but metadata and version is the same, byte for byte and in the same order. Throws as `fieldsOf` does. */
export function sameApartFromMetadata(a: Uint8Array, b: Uint8Array): boolean {
  const [fields, others] = [partsOf(a), partsOf(b)];
  return fields.length === others.length && fields.every(({ whole }, i) => same(whole, others[i]!.whole));
}

function partsOf(bytes: Uint8Array): WireField[] {
  return Array.from(fieldsOf(bytes)).filter(({ number }) => !SAID_OF_IT.has(number));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
