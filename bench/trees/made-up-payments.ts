/**
 * Rows like those of payments, from a seed: smooth columns, counts, amounts in cents, columns that are often missing; one row
 * in fifty or so is a fraud, for reasons in products and thresholds of columns. Written to a file, so that trainers in any
 * language read the same: all columns one after the other as float32, then the labels as bytes.
 */
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

export interface Rows {
  readonly columns: readonly Float32Array[];
  readonly labels: Uint8Array;
}

const NOTED = 12;

export function makeRows(rows: number, width: number, seed: number): Rows {
  const random = generator(seed);
  const columns = Array.from({ length: width }, (_, c) => column(c, rows, random));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const x = (c: number): number => columns[c % width]![row]! || 0;
    const amount = x(3) > 220 ? 3 : 0;
    const logOdds =
      -6.2 + x(0) * x(1) + 0.8 * x(4) - (x(5) > 1 ? 2 * x(8) : 0) + amount + 0.3 * x(2) + (x(NOTED) > 1.2 ? 2 : 0);
    labels[row] = random() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }
  return { columns, labels };
}

/** Column by column: files beyond 2 GiB can't be written or read in one go. */
export function writeRows(file: string, { columns, labels }: Rows): void {
  const out = openSync(file, 'w');
  for (const array of [...columns, labels]) {
    const bytes = bytesOf(array);
    for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at);
  }
  closeSync(out);
}

export function readRows(file: string, width: number): Rows {
  const from = openSync(file, 'r');
  const rows = fstatSync(from).size / (width * 4 + 1);
  const shared = (length: number): Uint8Array => {
    const bytes = new Uint8Array(new SharedArrayBuffer(length));
    for (let at = 0; at < length;) at += readSync(from, bytes, at, length - at, null);
    return bytes;
  };
  const columns = Array.from({ length: width }, () => new Float32Array(shared(rows * 4).buffer));
  const labels = shared(rows);
  closeSync(from);
  return { columns, labels };
}

function column(c: number, rows: number, random: () => number): Float32Array {
  const values = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    if (c % 4 === 2) values[row] = Math.floor(Math.exp(1 + normal));
    else if (c % 8 === 3) values[row] = Math.round(100 * Math.exp(3.5 + normal)) / 100;
    else values[row] = c % 8 === 7 && random() < 0.3 ? Number.NaN : normal;
  }
  return values;
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

function bytesOf(array: Float32Array | Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
