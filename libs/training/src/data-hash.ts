/** Which data a model was trained from, so that two models can be told to have had the same. */
import type { TrainingTable } from './training-table.js';

/** SHA-256, in hex, over the SHA-256 of each column, of the labels and of the weights, and over the features' names. */
export async function dataHash({ features, columns, labels, weights }: TrainingTable): Promise<string> {
  const parts: Uint8Array<ArrayBuffer>[] = [new TextEncoder().encode(JSON.stringify(features))];
  for (const part of [...columns, labels, ...(weights ? [weights] : [])]) parts.push(await sha256(bytesOf(part)));
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return Buffer.from(await sha256(all)).toString('hex');
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** A copy: shared memory can't be hashed where it is. */
function bytesOf(array: Float32Array | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
}
