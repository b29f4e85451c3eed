/**
 * The code of one pass over an entity's rows, newest first, which works out windows at an event: written down while readings
 * ask for what they need. Rows that pass the same condition are a course; what is added up along it (a track) is, where a window
 * ends, what that window says, so that the code copies it there and goes on: a row costs the same for one window as for ten.
 *
 * Of nothing but numbers from the plan: no text of a user gets into it. A count over 10 minutes and over an hour, the row itself
 * included, and the largest value of column 4 within the hour before it, where bit 2 of column 2 is set, give
 *
 *     const { data, mask, first } = rows;
 *     const o = 2 + (own & mask) * 5, at = data[o];
 *     const e0 = at - 600000, e1 = at - 3600000;
 *     let n0 = 0, x1_4 = NaN, n0$0 = 0, n0$1 = 0, x1_4$1 = NaN;
 *     let s = own - 1, edge = e0, next = 0;
 *     pass: for (;; s--) {
 *       let b = 0, t = -Infinity;
 *       if (s >= first) { b = 2 + (s & mask) * 5; t = data[b]; }
 *       while (!(t > edge)) switch (next++) {
 *         case 0: n0$0 = n0; edge = e1; break;
 *         default: n0$1 = n0; x1_4$1 = x1_4; break pass;
 *       }
 *       { n0++; }
 *       if ((data[b + 2] & 4) === 4) { const v = data[b + 4]; if (!(v <= x1_4) && v === v) x1_4 = v; }
 *     }
 *     values[0] = n0$0 + 1;
 *     values[1] = n0$1 + 1;
 *     values[2] = x1_4$1;
 */
import { ROWS_FROM } from '../engine/entity-rows.js';
import type { CalendarDays } from '../plan/calendar-days.js';
import type { Filter, GroupPlan } from '../plan/group-plan.js';
import { ExactSums } from './exact-sums.js';
import { literal } from './literal.js';

/** Of what stops by itself, or goes on as far as the pass does: no edge has a copy of it. */
const NO_EDGE = Infinity;

/** What is added up along a course. */
interface Track {
  /** What a row at `b`, of the time `t`, does to its variables. */
  readonly step: string;
  /** The furthest edge that asks for it. */
  reach: number;
}

interface Course {
  readonly number: number;
  /** What a row has to be. */
  readonly tests: readonly string[];
  readonly tracks: Map<string, Track>;
}

/** A course up to where a window ends. */
export interface Stretch {
  readonly course: Course;
  readonly edge: number;
  /** Whether the event's own row is in it: `true`, `false`, or a name. */
  readonly own: string;
  /** Of rows that were let go before: where in `aside` it is said of them; -1 for nowhere. */
  readonly asideAt: number;
}

export class ScanCode {
  /** What the code reads as `days[0]`, `days[1]`, … */
  readonly days: CalendarDays[] = [];
  /** How many `different[0]`, … it uses. */
  different = 0;
  readonly exactSums = new ExactSums();
  private readonly courses = new Map<string, Course>();
  private readonly before = new Map<string, string>();
  private readonly variables = new Map<string, string>();
  private readonly copies = new Map<number, Set<string>>();
  private readonly ends: string[] = [];
  private readonly after = new Map<string, string>();
  private readonly checks = new Set<string>();
  private readonly searches = new Set<string>();
  private readonly values: string[] = [];
  private readonly numbered: string[] = [];

  /** @param distances - of the static edges, in milliseconds before the event, the nearest first; Infinity for no edge */
  constructor(
    private readonly width: number,
    private readonly distances: readonly number[],
    private readonly asideAt: (group: GroupPlan) => number = () => -1,
  ) {}

  /** Where a window of the group ends, and which rows are in it. */
  stretch(group: GroupPlan, withOwn: boolean): Stretch {
    const { window, delayMs, filter } = group;
    const asideAt = this.asideAt(group);
    const own = withOwn && delayMs === 0 ? this.ownPasses(filter) : 'false';
    const until = delayMs === 0 ? 'at' : this.constant('u', `at - ${literal(delayMs)}`);
    const tests = [...(delayMs === 0 ? [] : [`t <= ${until}`]), ...testsOf(filter, 'b')];
    if (window.kind === 'sliding' || window.kind === 'ever') {
      const edge = this.distances.indexOf(window.kind === 'ever' ? Infinity : delayMs + window.ms);
      return { course: this.course(JSON.stringify([tests]), () => tests), edge, own, asideAt };
    }
    if (window.kind === 'last') {
      const key = JSON.stringify([tests, window.events, own]);
      const course = this.course(key, (number) => [...tests, `n${number} < ${lastOf(window.events, own)}`]);
      const stretch = { course, edge: NO_EDGE, own, asideAt };
      this.track(stretch, '', ['n'], '0', ([n]) => `${n}++;`);
      return stretch;
    }
    const end =
      window.kind === 'day'
        ? this.constant('d', `days[${this.place(window.days)}].startOf(${until}) - 1`)
        : this.constant('d', `sessionEdge(rows, own - 1, ${until}, ${literal(window.gapMs)})`);
    if (!this.ends.includes(end)) this.ends.push(end);
    const course = this.course(JSON.stringify([tests, end]), () => [`t > ${end}`, ...tests]);
    return { course, edge: NO_EDGE, own, asideAt };
  }

  /** Adds something up along the stretch. @returns the names of the variables where it ends */
  track(
    { course, edge }: Stretch,
    of: string,
    letters: readonly string[],
    initial: string,
    step: (names: readonly string[]) => string,
  ): readonly string[] {
    const key = `${letters.join('')}${of}`;
    const names = letters.map((letter) => `${letter}${course.number}${of === '' ? '' : `_${of}`}`);
    let track = course.tracks.get(key);
    if (track === undefined) {
      track = { step: step(names), reach: edge };
      course.tracks.set(key, track);
      for (const name of names) this.variables.set(name, initial);
    }
    track.reach = Math.max(track.reach, edge);
    return edge === NO_EDGE ? names : names.map((name) => this.copyAt(edge, name, initial));
  }

  /**
   * The newest row of a course, however far back it is: looked for behind the last edge where no other window goes on to there.
   * @returns the name of its time, NaN of none
   */
  newestEver(stretch: Stretch): string {
    const isReached = this.distances.at(-1) === Infinity;
    const [name] = this.newest(isReached ? stretch : { ...stretch, edge: NO_EDGE });
    if (isReached) return name!;
    const found = guarded(stretch.course.tests, `${name} = t;`);
    this.searches.add(
      `for (let r = s; ${name} !== ${name} && r >= first; r--) { const b = ${this.baseOf('r')}, t = data[b]; ${found} }`,
    );
    return name!;
  }

  /** The time of the newest row; NaN of none. */
  newest(stretch: Stretch): readonly string[] {
    return this.track(stretch, '', ['l'], 'NaN', ([l]) => `if (${l} !== ${l}) ${l} = t;`);
  }

  /** The event's own number in a column of the row. */
  own(column: number): string {
    return this.named(`o${column}`, `data[o + ${literal(column)}]`);
  }

  /** Whether the event's own row passes: `true`, or a name. */
  ownPasses(filter: Filter): string {
    if (filter.length === 0) return 'true';
    return this.constant('i', this.passes(filter, 'o'));
  }

  /** Whether the row that begins at `base` passes. */
  passes(filter: Filter, base: 'b' | 'o'): string {
    return filter.length === 0 ? 'true' : testsOf(filter, base).join(' && ');
  }

  /** The same number for the same code. */
  numberOf(code: string): string {
    if (!this.numbered.includes(code)) this.numbered.push(code);
    return literal(this.numbered.indexOf(code));
  }

  /** Worked out before any row is looked at, once for the same code. @returns its name, which begins with the letter */
  constant(letter: string, code: string): string {
    for (const [name, known] of this.before) if (known === code) return name;
    return this.named(`${letter}${this.before.size}`, code);
  }

  /** Something that is true until a row says otherwise. */
  flag(name: string): void {
    this.variables.set(name, 'true');
  }

  /** @returns where in `exact` sums over the stretch begin, for when its numbers are not whole */
  exact(
    { course, edge, own }: Stretch,
    { column, isWhole, withSquares }: { column: number; isWhole: string; withSquares: boolean },
  ): number {
    const test = edge === NO_EDGE ? '' : `t > e${edge}`;
    return this.exactSums.place(isWhole, { tests: course.tests, column }, { test, own, withSquares });
  }

  /** Worked out once, when all rows have been looked at. */
  result(code: string): string {
    const known = this.after.get(code) ?? `r${this.after.size}`;
    this.after.set(code, known);
    return known;
  }

  /** A statement for when all rows have been looked at. */
  check(code: string): void {
    this.checks.add(code);
  }

  value(at: number, code: string): void {
    this.values.push(`values[${literal(at)}] = ${code};`);
  }

  toString(): string {
    const variables = [...this.variables].map(([name, initial]) => `${name} = ${initial}`);
    return [
      'const { data, mask, first } = rows;',
      `const o = ${this.baseOf('own')}, at = data[o];`,
      ...this.distances.map((ms, i) => `const e${i} = ${ms === Infinity ? '-Infinity' : `at - ${literal(ms)}`};`),
      ...[...this.before].map(([name, code]) => `const ${name} = ${code};`),
      ...(variables.length === 0 ? [] : [`let ${variables.join(', ')};`]),
      'let s = own - 1;',
      ...this.pass(),
      ...this.searches,
      ...this.checks,
      ...this.exactSums.statements((sequence) => this.baseOf(sequence)),
      ...[...this.after].map(([code, name]) => `const ${name} = ${code};`),
      ...this.values,
    ].join('\n');
  }

  private pass(): string[] {
    const edges = this.distances.map((_, i) => `e${i}`);
    const isToEnd = this.distances.at(-1) === Infinity;
    if (this.ends.length > 0 && !isToEnd) edges.push('end');
    if (edges.length === 0) return [];
    const phases = edges.map((_, i) => {
      const copies = [...(this.copies.get(i) ?? [])].map((name) => `${name}$${i} = ${name};`).join(' ');
      return i + 1 === edges.length
        ? `default: ${copies} break pass;`
        : `case ${i}: ${copies} edge = ${edges[i + 1]}; break;`;
    });
    const furthest = [...this.ends, ...(this.distances.length > 0 ? [edges[this.distances.length - 1]] : [])];
    return [
      ...(edges.at(-1) === 'end' ? [`const end = Math.min(${furthest.join(', ')});`] : []),
      `let edge = ${edges[0]}, next = 0;`,
      'pass: for (;; s--) {',
      'let b = 0, t = -Infinity;',
      `if (s >= first) { b = ${this.baseOf('s')}; t = data[b]; }`,
      'while (!(t > edge)) switch (next++) {',
      ...phases,
      '}',
      ...[...this.courses.values()].map((course) => this.stepOf(course, edges.length - 1)),
      '}',
    ];
  }

  private stepOf({ tests, tracks }: Course, last: number): string {
    // How many there are comes last: where that ends the window, it must not yet count the row.
    const inOrder = [...tracks.entries()].sort(([a], [b]) => Number(a === 'n') - Number(b === 'n'));
    const reach = Math.max(...inOrder.map(([, track]) => track.reach));
    const steps = inOrder.map(([key, { step, reach: own }]) =>
      own < Math.min(reach, last) && key !== 'n' ? `if (t > e${own}) { ${step} }` : `{ ${step} }`,
    );
    return guarded([...(reach < last ? [`t > e${reach}`] : []), ...tests], steps.join(' '));
  }

  private course(key: string, tests: (number: number) => readonly string[]): Course {
    let course = this.courses.get(key);
    if (course === undefined) {
      const number = this.courses.size;
      course = { number, tests: tests(number), tracks: new Map() };
      this.courses.set(key, course);
    }
    return course;
  }

  private copyAt(edge: number, name: string, initial: string): string {
    const copies = this.copies.get(edge) ?? new Set();
    this.copies.set(edge, copies.add(name));
    this.variables.set(`${name}$${edge}`, initial);
    return `${name}$${edge}`;
  }

  private named(name: string, code: string): string {
    this.before.set(name, code);
    return name;
  }

  private place(days: CalendarDays): number {
    const at = this.days.indexOf(days);
    return at >= 0 ? at : this.days.push(days) - 1;
  }

  private baseOf(sequence: string): string {
    return `${literal(ROWS_FROM)} + (${sequence} & mask) * ${literal(this.width)}`;
  }
}

function testsOf(filter: Filter, base: string): string[] {
  return filter.map(
    ({ column, mask }) => `(data[${base} + ${literal(column)}] & ${literal(mask)}) === ${literal(mask)}`,
  );
}

function lastOf(events: number, own: string): string {
  if (own === 'false') return literal(events);
  return own === 'true' ? literal(events - 1) : `${literal(events)} - (${own} ? 1 : 0)`;
}

function guarded(tests: readonly string[], code: string): string {
  return tests.length === 0 ? code : `if (${tests.join(' && ')}) { ${code} }`;
}
