/** The best of the splits that threads found for a node: the highest gain; of equal ones that of the first column. */
import { setWords } from './category-split.js';
import { GAIN, LEFT_G, LEFT_H, LIMIT, MISSING_LEFT, RECORD } from './split-record.js';
import type { TrainingSpace } from './training-space.js';
import type { Split } from './tree-draft.js';

export function bestSplit(space: TrainingSpace, place: number, used: Uint8Array): Split | undefined {
  const { columns, records } = space;
  let column = -1;
  let gain = 0;
  for (let c = 0; c < columns.length; c++) {
    if (used[c] !== 1 || columns[c]!.bins < 2) continue;
    const found = records[(place * columns.length + c) * RECORD + GAIN]!;
    if (found > gain) {
      gain = found;
      column = c;
    }
  }
  if (column < 0) return undefined;
  const at = (place * columns.length + column) * RECORD;
  return {
    column,
    gain,
    limit: records[at + LIMIT]!,
    missingLeft: records[at + MISSING_LEFT] === 1,
    set: setOf(space, place, column),
    leftG: records[at + LEFT_G]!,
    leftH: records[at + LEFT_H]!,
  };
}

function setOf(space: TrainingSpace, place: number, column: number): Uint32Array {
  const { kind, bins } = space.columns[column]!;
  if (kind === 'number') return new Uint32Array(0);
  const start = place * space.setLength + space.setStart[column]!;
  return space.sets.slice(start, start + setWords(bins));
}
