/** A reading as an expression over what a pass added up. The same values, to the bit, as `engine/readings.ts` has them. */
import { SUM } from '../engine/exact-sum.js';
import { FIRST_ASIDE, LAST_ASIDE } from '../engine/group.js';
import { NO_LOCATION } from '../location.js';
import type { Reading } from '../plan/entity-plan.js';
import type { GroupPlan } from '../plan/group-plan.js';
import { literal } from './literal.js';
import type { ScanCode, Stretch } from './scan-code.js';

const HOUR_MS = 3_600_000;
const SAFE = literal(Number.MAX_SAFE_INTEGER);

/** @param withOwn - whether the event's own row is in the window; what compares it with the window asks for it without */
export function emitReading(
  scan: ScanCode,
  groups: readonly GroupPlan[],
  { op, group: number, part: place, column, argument }: Reading,
  withOwn: boolean,
): string {
  const group = groups[number]!;
  const emitter = new ReadingEmitter(scan, scan.stretch(group, withOwn));
  switch (op) {
    case 'count':
      return emitter.count();
    case 'rate':
      return `${emitter.count()} / ${literal(argument)}`;
    case 'rate_since_first':
      return `${emitter.count()} / Math.max((at - ${literal(group.delayMs)} - ${emitter.first()}) / ${HOUR_MS}, 1)`;
    case 'ratio': {
      const among = new ReadingEmitter(scan, scan.stretch(groups[argument]!, withOwn)).count();
      return `${among} === 0 ? NaN : ${emitter.count()} / ${among}`;
    }
    case 'sum':
      return emitter.moments(column).sum;
    case 'mean': {
      const { n, sum } = emitter.moments(column);
      return `${n} === 0 ? NaN : ${sum} / ${n}`;
    }
    case 'stddev':
      return emitter.deviation(column);
    case 'zscore': {
      const { n, sum } = emitter.moments(column);
      const deviation = emitter.deviation(column);
      return `${deviation} > 0 ? (${scan.own(column)} - ${sum} / ${n}) / ${deviation} : NaN`;
    }
    case 'extreme':
      return emitter.extreme(column, group.parts[place]!.kind === 'least' ? '-' : '');
    case 'distinct':
      return emitter.distinct(column);
    case 'is_new':
      return emitter.isNew(column);
    case 'gap':
      return `(at - ${emitter.last(group.window.kind === 'ever')}) / ${literal(argument)}`;
    case 'since_first':
      return `(at - ${emitter.first()}) / ${literal(argument)}`;
    case 'speed':
      return emitter.speed(column);
    case 'run_length':
    case 'run_age': {
      const part = group.parts[place]!;
      const { length, startedAtMs } = emitter.run(part.kind === 'run' ? part.filter : []);
      return op === 'run_length' ? length : `(at - ${startedAtMs}) / ${literal(argument)}`;
    }
    default:
      throw new RangeError(`no pass works out ${op}`);
  }
}

class ReadingEmitter {
  constructor(
    private readonly scan: ScanCode,
    private readonly stretch: Stretch,
  ) {}

  count(): string {
    const { own, asideAt } = this.stretch;
    const [n] = this.scan.track(this.stretch, '', ['n'], '0', ([n]) => `${n}++;`);
    const all = asideAt < 0 ? n! : this.scan.result(`${n} + aside[${asideAt}]`);
    return this.ifOwn(own, `${all} + 1`, all);
  }

  /** Of numbers that are there. */
  moments(column: number): { readonly n: string; readonly sum: string } {
    const { isWhole, n, sum, exactAt } = this.sums(column, false);
    return {
      n: this.scan.result(`${isWhole} ? ${n} : exact[${exactAt}]`),
      sum: this.scan.result(`${isWhole} ? ${sum} : sumOf(exact, ${exactAt + SUM})`),
    };
  }

  deviation(column: number): string {
    const { isWhole, n, sum, squares, exactAt } = this.sums(column, true);
    return this.scan.result(`${isWhole} ? deviationOf(${n}, ${sum}, ${squares}) : deviationAt(exact, ${exactAt})`);
  }

  extreme(column: number, sign: '' | '-'): string {
    const [x] = this.scan.track(
      this.stretch,
      literal(column),
      [sign === '' ? 'x' : 'y'],
      'NaN',
      ([most]) => `const v = ${sign}${this.value(column)}; if (!(v <= ${most}) && v === v) ${most} = v;`,
    );
    const own = `${sign}${this.scan.own(column)}`;
    const most = this.ifOwn(this.ownCounts(column), `${own} < ${x} ? ${x} : ${own}`, x!);
    return `${sign}${most}`;
  }

  distinct(column: number): string {
    const own = this.scan.own(column);
    const counter = `different[${this.scan.different}]`;
    const [z] = this.scan.track(this.stretch, literal(column), ['z'], '0', ([z]) => {
      this.scan.different++;
      return `const v = ${this.value(column)}; if (v !== 0 && v !== ${own}) { if (${z} === 0) ${counter}.clear(); if (${counter}.numberOf(v) < 0) ${z}++; }`;
    });
    const isSeen = this.stretch.own === 'true' ? 'true' : `${this.seen(column)} === 1`;
    const isIn = this.ifOwn(this.stretch.own, 'true', isSeen);
    return this.scan.result(`${own} !== 0 && ${isIn} ? ${z} + 1 : ${z}`);
  }

  isNew(column: number): string {
    const own = this.scan.own(column);
    return `${own} === 0 || ${this.count()} === 0 ? NaN : 1 - ${this.seen(column)}`;
  }

  /** Time of the newest row but the event's own; NaN of none. */
  last(isEver: boolean): string {
    const { asideAt } = this.stretch;
    const newest = isEver ? this.scan.newestEver(this.stretch) : this.scan.newest(this.stretch)[0]!;
    return asideAt < 0 ? newest : `(${newest} === ${newest} ? ${newest} : aside[${asideAt + LAST_ASIDE}])`;
  }

  /** Time of the oldest row; NaN of none. */
  first(): string {
    const { own, asideAt } = this.stretch;
    const [f] = this.scan.track(this.stretch, '', ['f'], 'NaN', ([f]) => `${f} = t;`);
    const oldest = this.ifOwn(own, `${f} === ${f} ? ${f} : at`, f!);
    return asideAt < 0 ? oldest : `(aside[${asideAt}] > 0 ? aside[${asideAt + FIRST_ASIDE}] : ${oldest})`;
  }

  /** Of the newest row with a place. */
  speed(column: number): string {
    const [p, a] = this.scan.track(
      this.stretch,
      literal(column),
      ['p', 'a'],
      literal(NO_LOCATION),
      ([p, a]) =>
        `if (${p} === ${literal(NO_LOCATION)}) { const v = ${this.value(column)}; if (v !== ${literal(NO_LOCATION)}) { ${p} = v; ${a} = t; } }`,
    );
    return `speedOf(${p}, ${a}, ${this.scan.own(column)}, at)`;
  }

  /** The rows at the end for which a condition holds without a break. */
  run(filter: GroupPlan['filter']): { readonly length: string; readonly startedAtMs: string } {
    const holds = this.scan.passes(filter, 'b');
    const [k, g] = this.scan.track(
      this.stretch,
      this.scan.numberOf(holds),
      ['k', 'g', 'j'],
      '0',
      ([k, g, j]) => `if (${j} === 0) { if (${holds}) { ${k}++; ${g} = t; } else ${j} = 1; }`,
    ) as [string, string];
    const own = this.scan.ownPasses(filter);
    const start = `(${k} === 0 ? NaN : ${g})`;
    const ownStart = `(${k} === 0 ? at : ${g})`;
    return {
      length: this.ifOwn(this.stretch.own, this.ifOwn(own, `${k} + 1`, '0'), k),
      startedAtMs: this.ifOwn(this.stretch.own, this.ifOwn(own, ownStart, 'NaN'), start),
    };
  }

  /** 1 where some row has the value that the event has. */
  private seen(column: number): string {
    const own = this.scan.own(column);
    return this.scan.track(
      this.stretch,
      literal(column),
      ['h'],
      '0',
      ([h]) => `if (${this.value(column)} === ${own}) ${h} = 1;`,
    )[0]!;
  }

  /**
   * Sums of whole numbers, whose squares add up to no more than a double can hold: nothing is rounded in them. Those of others
   * are added up exactly, at `exactAt`.
   */
  private sums(column: number, withSquares: boolean) {
    const { scan, stretch } = this;
    const own = scan.own(column);
    const isWhole = `w${stretch.course.number}_${column}`;
    const [m, s, q] = scan.track(stretch, literal(column), ['m', 's', 'q'], '0', ([m, s, q]) => {
      scan.flag(isWhole);
      const isOver = `${q} > ${SAFE} || ${own} === ${own} && (${own} !== Math.floor(${own}) || ${q} + ${own} * ${own} > ${SAFE})`;
      scan.check(`if (${isOver}) ${isWhole} = false;`);
      return `const v = ${this.value(column)}; if (v === v) { ${m}++; ${s} += v; ${q} += v * v; if (v !== Math.floor(v)) ${isWhole} = false; }`;
    }) as [string, string, string];
    const counts = this.ownCounts(column);
    return {
      isWhole,
      n: this.ifOwn(counts, `${m} + 1`, m),
      sum: this.ifOwn(counts, `${s} + ${own}`, s),
      squares: this.ifOwn(counts, `${q} + ${own} * ${own}`, q),
      exactAt: scan.exact(stretch, { column, isWhole, withSquares }),
    };
  }

  /** Whether the event's own number is in the window: `false`, or a name. */
  private ownCounts(column: number): string {
    if (this.stretch.own === 'false') return 'false';
    const own = this.scan.own(column);
    return this.scan.constant('j', `${this.stretch.own} && ${own} === ${own}`);
  }

  private ifOwn(own: string, then: string, otherwise: string): string {
    if (own === 'false') return otherwise;
    return own === 'true' ? `(${then})` : `(${own} ? ${then} : ${otherwise})`;
  }

  private value(column: number): string {
    return `data[b + ${literal(column)}]`;
  }
}
