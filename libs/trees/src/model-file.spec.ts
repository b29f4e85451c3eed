import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTreeModel, TreeModelFileError, writeTreeModel } from './model-file.js';
import { predictProbabilities, rowsOf } from './predict.js';
import { madeUpSet } from './testing/made-up-data.js';
import { train } from './train.js';

const set = madeUpSet(600, 1);
const { model: trained } = await train(set, { trees: 4, maxDepth: 3 });
const model = { ...trained, calibration: { kind: 'platt' as const, slope: 0.9, offset: 0.1 } };
const bytes = writeTreeModel(model);

describe('model file', () => {
  it('written and read: the same model, the same bytes, the same probabilities', () => {
    const read = readTreeModel(bytes);
    expect(read).toEqual(model);
    expect(writeTreeModel(read)).toEqual(bytes);
    const rows = rowsOf(set.columns);
    expect(predictProbabilities(read, rows)).toEqual(predictProbabilities(model, rows));
  });

  it('read from the middle of a buffer: the same', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readTreeModel(shifted.subarray(3))).toEqual(model);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'not a model of trees'],
    ['another kind of file', new Uint8Array(64).fill(80), 'not a model of trees'],
    ['a later version', Uint8Array.from(bytes, (byte, i) => (i === 4 ? 9 : byte)), 'version 9'],
    ['cut short', bytes.subarray(0, bytes.length - 5), 'cut short'],
    ['with something behind it', Uint8Array.from([...bytes, 0]), '1 bytes too many'],
    ['a header that is not JSON', Uint8Array.from(bytes, (byte, i) => (i === 12 ? 0 : byte)), 'not JSON'],
  ])('%s: refused', (_, damaged, message) => {
    expect(() => readTreeModel(damaged)).toThrow(message);
  });

  it('any bytes changed: refused, or a model that can be predicted with', () => {
    const rows = rowsOf(set.columns.map((column) => column.subarray(0, 5)));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const damaged = bytes.slice();
        damaged[at] = byte;
        expect(outcome(() => predictProbabilities(readTreeModel(damaged), rows).length)).toBe('as it should');
      }),
      { numRuns: 500 },
    );
  });
});

/** Five probabilities, or the error that damaged files are refused with. */
function outcome(read: () => number): unknown {
  try {
    const count = read();
    return count === 5 ? 'as it should' : count;
  } catch (error) {
    return error instanceof TreeModelFileError ? 'as it should' : error;
  }
}
