/**
 * The code that adds up exactly what a pass can't, since numbers are not whole or too large: over the same rows once more, the
 * oldest first, as windows that are kept do. Of column 3 over an hour, where bit 1 of column 2 is set:
 *
 *     if (!w0_3) {
 *       exact.fill(0, 0, 5);
 *       for (let r = s + 1; r < own; r++) {
 *         const b = 2 + (r & mask) * 5, t = data[b];
 *         if ((data[b + 2] & 1) === 1) { const v = data[b + 3]; if (t > e1) addMoment(exact, 0, v, false); }
 *       }
 *       if (i0) addMoment(exact, 0, o3, false);
 *     }
 */
import { MOMENTS_LENGTH } from '../engine/exact-sum.js';

/** One column of the rows of one course, as far as several windows reach. */
interface Summed {
  /** What a row has to be. */
  readonly tests: readonly string[];
  readonly column: number;
  readonly windows: Map<string, SummedWindow>;
}

interface SummedWindow {
  /** Where its sums begin. */
  readonly at: number;
  /** When it begins, as a test of a row; empty for one that the course's tests are all of. */
  readonly test: string;
  /** Whether the event's own row is in it. */
  readonly own: string;
  withSquares: boolean;
}

export class ExactSums {
  /** Numbers that the code uses of `exact`. */
  length = 0;
  private readonly byFlag = new Map<string, Summed>();

  /** @returns where the sums of the window begin */
  place(
    isWhole: string,
    { tests, column }: Omit<Summed, 'windows'>,
    { test, own, withSquares }: Omit<SummedWindow, 'at'>,
  ): number {
    const summed = this.byFlag.get(isWhole) ?? { tests, column, windows: new Map<string, SummedWindow>() };
    this.byFlag.set(isWhole, summed);
    const key = `${test} ${own}`;
    const window = summed.windows.get(key) ?? { at: this.length, test, own, withSquares };
    if (!summed.windows.has(key)) this.length += MOMENTS_LENGTH;
    window.withSquares ||= withSquares;
    summed.windows.set(key, window);
    return window.at;
  }

  /** @param baseOf - code of where a row begins, by code of its number */
  statements(baseOf: (sequence: string) => string): string[] {
    return [...this.byFlag].map(([isWhole, { tests, column, windows }]) => {
      const all = [...windows.values()];
      const add = ({ at, withSquares }: SummedWindow, value: string) =>
        `addMoment(exact, ${at}, ${value}, ${withSquares});`;
      const steps = all.map((window) => (window.test === '' ? '' : `if (${window.test}) `) + add(window, 'v'));
      const row = `const v = data[b + ${column}]; ${steps.join(' ')}`;
      return [
        `if (!${isWhole}) {`,
        ...all.map(({ at }) => `exact.fill(0, ${at}, ${at + MOMENTS_LENGTH});`),
        'for (let r = s + 1; r < own; r++) {',
        `const b = ${baseOf('r')}, t = data[b];`,
        tests.length === 0 ? row : `if (${tests.join(' && ')}) { ${row} }`,
        '}',
        ...all.flatMap((window) => (window.own === 'false' ? [] : `if (${window.own}) ${add(window, `o${column}`)}`)),
        '}',
      ].join('\n');
    });
  }
}
