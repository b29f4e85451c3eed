/** Stretches of `rows`, cut so that threads can share them evenly: `[owner, begin, end]` each. */
import { BLOCK_ROWS } from './training-space.js';

export type Blocks = Int32Array;
export const BLOCK = 3;

export interface Stretch {
  readonly begin: number;
  readonly end: number;
}

/** The owner of a block is the number of its stretch. */
export function blocksOf(stretches: readonly Stretch[]): Blocks {
  const blocks: number[] = [];
  for (const [owner, { begin, end }] of stretches.entries())
    for (let at = begin; at < end; at += BLOCK_ROWS) blocks.push(owner, at, Math.min(end, at + BLOCK_ROWS));
  return Int32Array.from(blocks);
}
