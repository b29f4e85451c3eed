/** A pattern as analysts write it, and the canonical steps that its `sequence` stands for. */
import { z } from 'zod';
import { EXPRESSION_LENGTH_MAX } from '#cel';
import { exampleInstant } from './example-instant.js';

export const PATTERN_TEXT_MAX = 64 * 1024;
export const SEQUENCE_LENGTH_MAX = 1000;
export const STEPS_MAX = 32;
export const TIMES_MAX = 100;
/** Most entries of `where`: a condition and an `until` for each of the most steps. */
export const CONDITIONS_MAX = 4 * STEPS_MAX;
export const EXAMPLES_MAX = 50;
export const EXAMPLE_EVENTS_MAX = 200;
/** Longest `within` and `session`: 90 days. */
export const WINDOW_MS_MAX = 90 * 86_400_000;

export const PATTERN_ENTITIES = ['account', 'card', 'device', 'ip', 'merchant'] as const;

export type Contiguity = 'strict' | 'relaxed' | 'any';

/** One step of the canonical form. Its meaning is Flink CEP's, whose names are given. */
export interface Step {
  readonly name: string;
  /** How it follows the step before: next, followedBy, followedByAny. The first step has none. */
  readonly contiguity?: Contiguity | undefined;
  /** notNext (strict) or notFollowedBy (relaxed). */
  readonly not?: boolean | undefined;
  /** CEL; every event when it is left out. */
  readonly where?: string | undefined;
  /** Exactly one when it is left out; `to` undefined means without end. */
  readonly times?: Times | undefined;
  /** How repeats follow each other; relaxed when it is left out. */
  readonly inner?: Contiguity | undefined;
  readonly optional?: boolean | undefined;
  readonly greedy?: boolean | undefined;
  /** CEL; the loop takes and waits no longer once it holds. */
  readonly until?: string | undefined;
  readonly group?: readonly Step[] | undefined;
  /** The group's steps are alternatives, of which one is taken; Flink CEP has no such thing. */
  readonly choice?: boolean | undefined;
  /** From the event taken before to this one, milliseconds. */
  readonly withinPreviousMs?: number | undefined;
}

export interface Times {
  readonly from: number;
  readonly to?: number | undefined;
  /** Between repeats, milliseconds. */
  readonly withinMs?: number | undefined;
}

export type SkipStrategy =
  { readonly kind: 'none' | 'next' | 'past-last' } | { readonly kind: 'first' | 'last'; readonly step: string };

const name = z.string().regex(/^[A-Za-z_]\w{0,39}$/, 'must be a name of letters, digits and _, at most 40 characters');
const expression = z.string().min(1).max(EXPRESSION_LENGTH_MAX);
const duration = z.string().max(32).meta({ description: 'Such as 90s, 10m, 1h30m, 7d.' });
const contiguity = z.enum(['strict', 'relaxed', 'any']);

const step: z.ZodType<Step> = z.lazy(() =>
  z.strictObject({
    name,
    contiguity: contiguity.optional(),
    not: z.boolean().optional(),
    where: expression.optional(),
    times: z
      .strictObject({
        from: z.int().min(1).max(TIMES_MAX),
        to: z.int().min(1).max(TIMES_MAX).optional(),
        withinMs: z.int().min(1).max(WINDOW_MS_MAX).optional(),
      })
      .optional(),
    inner: contiguity.optional(),
    optional: z.boolean().optional(),
    greedy: z.boolean().optional(),
    until: expression.optional(),
    group: z.array(step).min(1).max(STEPS_MAX).optional(),
    choice: z.boolean().optional(),
    withinPreviousMs: z.int().min(1).max(WINDOW_MS_MAX).optional(),
  }),
);

const scalar = z.union([z.string().max(1024), z.number(), z.boolean()]);
const instant = z
  .union([z.string().max(40), z.number()])
  .refine((at) => exampleInstant(at) !== undefined, 'must be an offset such as 90s, or a date-time');
/** An event as the examples of a document have it. */
export const exampleEvent = z
  .strictObject({
    at: instant.meta({ description: 'An offset such as 90s, or a date-time.' }),
    id: z.string().max(128).optional(),
    amount: z.int().min(0).optional(),
    currency: z.string().max(3).optional(),
    channel: z.string().max(64).optional(),
    outcome: z.string().max(64).optional(),
    account: z
      .strictObject({
        id: z.string().optional(),
        created_at: instant.optional(),
        email: z.string().optional(),
      })
      .optional(),
    card: z
      .strictObject({ fingerprint: z.string().optional(), bin: z.string().optional(), country: z.string().optional() })
      .optional(),
    device: z.strictObject({ id: z.string().optional(), ip: z.string().optional() }).optional(),
    merchant: z
      .strictObject({ id: z.string().optional(), mcc: z.string().optional(), country: z.string().optional() })
      .optional(),
    location: z.strictObject({ lat: z.number(), lon: z.number() }).optional(),
    attributes: z.record(z.string(), scalar).optional(),
  })
  .meta({ id: 'PatternExampleEvent' });
export type ExampleEvent = z.infer<typeof exampleEvent>;

export const patternDefinition = z
  .strictObject({
    pattern: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be lower-kebab-case, at most 64 characters'),
    title: z.string().min(1).max(200).optional(),
    by: z.enum(PATTERN_ENTITIES, { error: `must be one of ${PATTERN_ENTITIES.join(', ')}` }),
    session: duration.optional(),
    within: z.union([duration, z.strictObject({ each: duration })]).optional(),
    skip: z.string().max(60).optional(),
    sequence: z.string().min(1).max(SEQUENCE_LENGTH_MAX).optional(),
    steps: z.array(step).min(1).max(STEPS_MAX).optional(),
    where: z
      .record(name, expression)
      .refine((record) => Object.keys(record).length <= CONDITIONS_MAX, `must have at most ${CONDITIONS_MAX} entries`)
      .optional(),
    then: z.strictObject({
      risk: z.number().min(0).max(1),
      action: z.enum(['none', 'challenge', 'review', 'decline']).default('none'),
      reason: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'must be a code in capitals, such as CARD_TESTING'),
    }),
    examples: z
      .array(
        z.strictObject({
          title: z.string().max(200).optional(),
          events: z.array(exampleEvent).max(EXAMPLE_EVENTS_MAX),
          matches: z.int().min(0),
        }),
      )
      .max(EXAMPLES_MAX)
      .optional(),
  })
  .meta({ id: 'PatternDefinition' });

export type PatternDefinition = z.infer<typeof patternDefinition>;
