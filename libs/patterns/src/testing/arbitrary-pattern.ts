/** Patterns and streams at random: every construct of the language, small enough that matches happen. */
import fc from 'fast-check';
import type { Contiguity, SkipStrategy } from '../pattern-definition.js';
import type { ReferenceStep } from './reference-automaton.js';
import type { TestCondition } from './test-condition.js';

export interface TestPattern {
  readonly steps: readonly TestStep[];
  readonly skip: SkipStrategy;
  readonly withinMs: number;
  readonly eachMs: number;
}

export type TestStep = ReferenceStep<TestCondition>;

/** An event, or time that passes without one. */
export interface TestInput {
  readonly gapMs: number;
  readonly channel: string;
  readonly amount: number;
  readonly silent: boolean;
}

/** A step as it is drawn: what makes no sense where it stands is dropped when the pattern is put together. */
interface Draft {
  readonly contiguity: Contiguity;
  readonly not: boolean;
  readonly channels: readonly string[];
  readonly amountAbove: number | undefined;
  readonly earlier: EarlierDraft | undefined;
  readonly repeat: 'once' | 'loop' | 'times' | 'range';
  readonly from: number;
  readonly more: number;
  readonly inner: Contiguity | undefined;
  readonly optional: boolean;
  readonly greedy: boolean;
  readonly until: string | undefined;
  readonly windowMs: number | undefined;
  readonly group: readonly Draft[] | undefined;
}

interface EarlierDraft {
  readonly kind: 'aboveFirst' | 'sumBelow' | 'fewerThan';
  readonly step: number;
  readonly limit: number;
}

const CHANNELS = ['a', 'b', 'c', 'd'] as const;
const contiguity = fc.constantFrom<Contiguity[]>('relaxed', 'relaxed', 'strict', 'any');
/** Once in four draws, as most steps of a pattern are plain. */
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: value, weight: 1 });
const sometimes = rarely(fc.constant(true)).map((drawn) => drawn ?? false);

const earlier: fc.Arbitrary<EarlierDraft> = fc.record({
  kind: fc.constantFrom('aboveFirst', 'sumBelow', 'fewerThan'),
  step: fc.nat(5),
  limit: fc.integer({ min: 1, max: 8 }),
});

function draft(depth: number): fc.Arbitrary<Draft> {
  return fc.record({
    contiguity,
    not: fc.nat(2).map((n) => n === 2),
    channels: fc.subarray([...CHANNELS], { minLength: 1, maxLength: 3 }),
    amountAbove: rarely(fc.integer({ min: 1, max: 3 })),
    earlier: rarely(earlier),
    repeat: fc.constantFrom('once', 'once', 'loop', 'times', 'range'),
    from: fc.integer({ min: 1, max: 3 }),
    more: fc.integer({ min: 1, max: 2 }),
    inner: rarely(contiguity),
    optional: fc.nat(2).map((n) => n === 2),
    greedy: sometimes,
    until: fc.constantFrom(undefined, ...CHANNELS),
    windowMs: rarely(fc.integer({ min: 1, max: 6 })),
    group: depth === 0 ? fc.constant(undefined) : rarely(fc.array(draft(depth - 1), { minLength: 1, maxLength: 3 })),
  });
}

const skip = fc.record({
  kind: fc.constantFrom<SkipStrategy['kind'][]>('none', 'none', 'next', 'past-last', 'first', 'last'),
  step: fc.nat(3),
});

/** Patterns that Caracal accepts. */
export const testPattern: fc.Arbitrary<TestPattern> = fc
  .record({
    drafts: fc.array(draft(2), { minLength: 1, maxLength: 4 }),
    skip,
    window: fc.constantFrom('none', 'first-to-last', 'between'),
    windowMs: fc.integer({ min: 2, max: 12 }),
  })
  .map(({ drafts, skip, window, windowMs }) => {
    const withinMs = window === 'first-to-last' ? windowMs : 0;
    const eachMs = window === 'between' ? windowMs : 0;
    const steps = new Assembly(withinMs, withinMs + eachMs > 0).steps(drafts, false);
    const named = steps.filter((step) => !step.not && !step.group);
    const target = named[skip.step % Math.max(1, named.length)];
    const kind = skip.kind;
    const settled: SkipStrategy =
      kind !== 'first' && kind !== 'last' ? { kind } : target ? { kind, step: target.name } : { kind: 'next' };
    return { steps, skip: settled, withinMs, eachMs };
  });

/** @param length - most events; what `any` finds grows with powers of it */
export function testStream(length: number): fc.Arbitrary<readonly TestInput[]> {
  return fc.array(
    fc.record({
      gapMs: fc.constantFrom(1, 1, 0, 2, 4),
      channel: fc.constantFrom(...CHANNELS),
      amount: fc.integer({ min: 1, max: 5 }),
      silent: fc.nat(9).map((n) => n === 9),
    }),
    { maxLength: length, size: 'max' },
  );
}

/** Puts drafts together and drops what Caracal would refuse, see `check-steps.ts`. */
class Assembly {
  private names = 0;
  private readonly taking: string[] = [];

  constructor(
    private readonly withinMs: number,
    private readonly hasWindow: boolean,
  ) {}

  steps(drafts: readonly Draft[], inGroup: boolean): TestStep[] {
    const steps: TestStep[] = [];
    for (const [i, one] of drafts.entries()) {
      const place = i < drafts.length - 1 ? 'inside' : inGroup ? 'end of group' : 'end';
      steps.push(this.step(one, steps, place));
    }
    return steps;
  }

  private step(one: Draft, before: readonly TestStep[], place: 'inside' | 'end of group' | 'end'): TestStep {
    const name = `s${++this.names}`;
    const previous = before.at(-1);
    const contiguity = before.length === 0 ? undefined : one.contiguity;
    const mayBeNot = !before.every(canBeEmpty) && !previous?.optional && contiguity !== 'any';
    if (one.not && mayBeNot && !(place === 'end of group' && contiguity === 'relaxed')) {
      const needsTime = place === 'end' && contiguity === 'relaxed' && !this.hasWindow;
      const withinPreviousMs = this.limited(one.windowMs ?? (needsTime ? 5 : undefined));
      return { name, contiguity, not: true, where: this.condition(one), withinPreviousMs };
    }
    const group = one.group && this.steps(one.group, true);
    if (!group) this.taking.push(name);
    return {
      name,
      contiguity,
      where: group ? undefined : this.condition(one),
      group,
      optional: (one.optional && !previous?.greedy) || undefined,
      ...this.repeats(one, group),
    };
  }

  private repeats(one: Draft, group: readonly TestStep[] | undefined): Partial<TestStep> {
    const { from, more, inner, windowMs } = one;
    // A loop whose body can be empty would never end.
    const kind = one.repeat === 'loop' && group?.every(canBeEmpty) ? 'range' : one.repeat;
    if (kind === 'once') return { withinPreviousMs: group ? undefined : this.limited(windowMs) };
    const to = kind === 'loop' ? undefined : kind === 'range' ? from + more : from;
    return {
      times: { from, to, withinMs: group ? undefined : this.limited(windowMs) },
      inner,
      greedy: (one.greedy && inner !== 'any' && !group) || undefined,
      until: kind === 'loop' && one.until !== undefined ? { channels: [one.until] } : undefined,
    };
  }

  private condition({ channels, amountAbove, earlier }: Draft): TestCondition {
    const steps = this.taking;
    const step = steps[(earlier?.step ?? 0) % Math.max(1, steps.length)];
    if (!earlier || step === undefined) return { channels, amountAbove };
    return { channels, amountAbove, earlier: { kind: earlier.kind, step, limit: earlier.limit } };
  }

  private limited(ms: number | undefined): number | undefined {
    return ms !== undefined && this.withinMs > 0 ? Math.min(ms, this.withinMs) : ms;
  }
}

function canBeEmpty(step: TestStep): boolean {
  return step.not === true || step.optional === true || (step.group?.every(canBeEmpty) ?? false);
}
