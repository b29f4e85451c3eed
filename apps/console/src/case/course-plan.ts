/** Where the points of a feature's small plot lie. Pure. */

export interface CoursePlan {
  /** `x,y` pairs of a polyline. */
  readonly line: string;
  readonly last: { readonly x: number; readonly y: number };
  /** Height of what is usual; undefined where that is not known. */
  readonly usual: number | undefined;
}

export const COURSE_WIDTH = 72;
export const COURSE_HEIGHT = 16;
const MARGIN = 2.5;

/**
 * Points stand at equal distances: what matters is payment after payment, not how long nobody paid.
 * @param values - two at least, oldest first
 */
export function coursePlan(values: readonly number[], usual: number | undefined): CoursePlan {
  const shown = usual === undefined ? values : [...values, usual];
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const step = (COURSE_WIDTH - 2 * MARGIN) / (values.length - 1);
  const xOf = (i: number): number => rounded(MARGIN + i * step);
  // What never changes lies in the middle.
  const yOf = (value: number): number =>
    rounded(
      COURSE_HEIGHT - MARGIN - (most === least ? 0.5 : (value - least) / (most - least)) * (COURSE_HEIGHT - 2 * MARGIN),
    );
  return {
    line: values.map((value, i) => `${xOf(i)},${yOf(value)}`).join(' '),
    last: { x: xOf(values.length - 1), y: yOf(values.at(-1)!) },
    usual: usual === undefined ? undefined : yOf(usual),
  };
}

function rounded(at: number): number {
  return Math.round(at * 10) / 10;
}
