/** Document to automaton. Everything that can be wrong with a pattern is said here, with its place. */
import {
  type AttributeKind,
  type DefinitionDocument,
  type DefinitionPath,
  type DefinitionProblem,
  type MessageType,
  parseDuration,
  type TransactionLike,
  transactionType,
} from '#cel';
import { checkConditions } from './check-conditions.js';
import { checkMeaning } from './check-meaning.js';
import { checkSteps } from './check-steps.js';
import { keeperOf } from './keep-event.js';
import { type LocatedSteps, locateSteps } from './locate-steps.js';
import { createAutomaton, type PatternAutomaton, patternSchema } from './pattern-automaton.js';
import { type PatternDefinition, type SkipStrategy, type Step, WINDOW_MS_MAX } from './pattern-definition.js';
import { PatternError } from './pattern-error.js';
import type { Predicates } from './predicates.js';
import { PATTERN_LIMITS, type PatternLimits } from './pattern-limits.js';
import { readDefinition, type ReadDefinition } from './read-definition.js';

/**
 * @param source - YAML or JSON text, or the definition as a value
 * @throws PatternError with every problem that can be told, in the order of the document
 */
export function compilePattern(source: unknown, options: CompileOptions = {}): CompiledPattern {
  return new PatternCompiler(readDefinition(source), options).compile();
}

export interface CompileOptions {
  /** Other bounds than the default ones. */
  readonly limits?: Partial<PatternLimits>;
  /** Shared with the other patterns that are advanced over the same events. */
  readonly predicates?: Predicates<TransactionLike>;
  /** Whether `advance` reports partial matches whose time was up. */
  readonly reportExpired?: boolean;
  /** The attributes that the tenant has declared, and their types; others can be read and have no type. */
  readonly attributes?: Readonly<Record<string, AttributeKind>>;
}

export interface CompiledPattern extends PatternAutomaton<TransactionLike> {
  readonly definition: PatternDefinition;
  readonly id: string;
  readonly by: PatternDefinition['by'];
  /** 0 to 1. */
  readonly risk: number;
  readonly action: PatternDefinition['then']['action'];
  readonly reason: string;
  /** The canonical form of the sequence. */
  readonly steps: readonly Step[];
  /** Where the document says how many matches each example gives. */
  readonly examplePlaces: readonly DefinitionPlace[];
}

/** A place in the document; line and column only where it came as text. */
export type DefinitionPlace = Pick<DefinitionProblem, 'pointer' | 'line' | 'column'>;

class PatternCompiler {
  private readonly problems: DefinitionProblem[];
  private readonly limits: PatternLimits;
  private readonly event: MessageType;
  private readonly taken: MessageType;

  constructor(
    private readonly read: ReadDefinition,
    private readonly options: CompileOptions,
  ) {
    this.problems = [...read.problems];
    this.limits = { ...PATTERN_LIMITS, ...options.limits };
    this.event = transactionType('event', options.attributes);
    this.taken = transactionType('matched event', options.attributes);
  }

  compile(): CompiledPattern {
    const { definition, draft, document } = this.read;
    const located = locateSteps(this.read);
    this.problems.push(...located.problems);
    const times = this.times();
    const skip = this.skip(draft.skip);
    const steps = located.steps ?? pretendedSteps(located);
    const shape = { steps, skip, withinMs: times.withinMs, eachMs: times.eachMs };
    if (located.steps) {
      const bounded = times.withinMs + times.eachMs + times.sessionMs > 0;
      const limits = { bounded, eventsPerRun: this.limits.eventsPerRun };
      for (const problem of [...checkSteps(shape), ...checkMeaning(shape, limits)]) {
        const { detail } = problem;
        const atSkip = detail.startsWith('skip: ');
        this.problems.push(atSkip ? document.problem(['skip'], detail) : located.problemOf(problem));
      }
    }
    const schema = patternSchema(this.event, this.taken, steps);
    const conditions = checkConditions(located.conditions, steps, schema, document);
    this.problems.push(...conditions.problems);
    if (this.problems.length > 0 || !definition) throw new PatternError(withoutRepeats(this.problems));
    const { risk, action, reason } = definition.then;
    const automaton = createAutomaton<TransactionLike>({
      ...shape,
      sessionMs: times.sessionMs,
      schema,
      limits: this.limits,
      reportExpired: this.options.reportExpired ?? false,
      keeper: keeperOf(this.taken, conditions.references),
      predicates: this.options.predicates,
    });
    const examplePlaces = (definition.examples ?? []).map((_, i) => placeOf(document, ['examples', i, 'matches']));
    const { pattern: id, by } = definition;
    return { ...automaton, definition, steps, id, by, risk, action, reason, examplePlaces };
  }

  private times(): { withinMs: number; eachMs: number; sessionMs: number } {
    const { within, session } = this.read.draft;
    const each = typeof within === 'object' ? within.each : undefined;
    return {
      withinMs: typeof within === 'string' ? this.duration(['within'], within) : 0,
      eachMs: this.duration(['within', 'each'], each),
      sessionMs: this.duration(['session'], session),
    };
  }

  /** A wrong one counts as the longest, so that nothing else is said to be without bound. */
  private duration(path: DefinitionPath, text: string | undefined): number {
    if (text === undefined) return 0;
    const ms = parseDuration(text);
    if (ms !== undefined && ms > 0 && ms <= WINDOW_MS_MAX) return ms;
    const detail =
      ms === undefined || ms === 0 ? 'must be a duration such as 90s, 10m, 1h30m or 7d' : 'is longer than 90 days';
    this.problems.push(this.read.document.problem(path, detail));
    return WINDOW_MS_MAX;
  }

  private skip(text: string | undefined): SkipStrategy {
    const written = text ?? 'none';
    if (written === 'none' || written === 'next' || written === 'past-last') return { kind: written };
    const [, kind, step] = /^(first|last)\((\w+)\)$/.exec(written) ?? [];
    if (step !== undefined) return { kind: kind as 'first' | 'last', step };
    const detail = 'must be none, next, past-last, first(step) or last(step)';
    this.problems.push(this.read.document.problem(['skip'], detail));
    return { kind: 'none' };
  }
}

function placeOf(document: DefinitionDocument, path: DefinitionPath): DefinitionPlace {
  const { detail: _, ...place } = document.problem(path, '');
  return place;
}

/** When the sequence can't be read: what is named in `where` may be a step. */
function pretendedSteps({ conditions }: LocatedSteps): Step[] {
  return conditions.map(({ path }) => ({ name: String(path[1]) }));
}

/** A condition that is used twice has its problems once. */
function withoutRepeats(problems: readonly DefinitionProblem[]): DefinitionProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
