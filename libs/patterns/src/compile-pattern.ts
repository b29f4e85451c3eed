/** Document to automaton. Everything that can be wrong with a pattern is said here, with its place. */
import {
  compileExpression,
  DefinitionDocument,
  DefinitionError,
  type DefinitionPath,
  type DefinitionProblem,
  ExpressionError,
  parseDuration,
  suggestName,
  TRANSACTION,
  type TransactionLike,
  transactionType,
} from '#cel';
import { canBeEmpty, checkSteps } from './check-steps.js';
import { keeperOf } from './keep-event.js';
import { createAutomaton, type PatternAutomaton, patternSchema } from './pattern-automaton.js';
import {
  PATTERN_TEXT_MAX,
  type PatternDefinition,
  patternDefinition,
  type SkipStrategy,
  type Step,
  WINDOW_MS_MAX,
} from './pattern-definition.js';
import { PatternError } from './pattern-error.js';
import { PATTERN_LIMITS, type PatternLimits } from './pattern-limits.js';
import { parseSequence, SequenceError } from './parse-sequence.js';

/**
 * @param source - YAML or JSON text, or the definition as a value
 * @throws PatternError with every problem
 */
export function compilePattern(source: unknown, options: CompileOptions = {}): CompiledPattern {
  return new PatternCompiler(documentOf(source), options).compile();
}

export interface CompileOptions {
  /** Other bounds than the default ones. */
  readonly limits?: Partial<PatternLimits>;
  /** Whether `advance` reports partial matches whose time was up. */
  readonly reportExpired?: boolean;
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
}

const TAKEN_EVENT = transactionType('matched event');

class PatternCompiler {
  private readonly problems: DefinitionProblem[] = [];
  /** Where each condition of a step is written. */
  private readonly places = new Map<string, DefinitionPath>();

  constructor(
    private readonly document: DefinitionDocument,
    private readonly options: CompileOptions,
  ) {}

  compile(): CompiledPattern {
    const definition = this.definition();
    const steps = this.steps(definition);
    const within = this.within(definition);
    const sessionMs = this.duration(['session'], definition.session);
    const skip = this.skip(definition.skip);
    this.stopOnProblems();
    const shape = { steps, skip, withinMs: within.withinMs, eachMs: within.eachMs };
    const path = definition.sequence === undefined ? ['steps'] : ['sequence'];
    for (const detail of checkSteps(shape)) this.problems.push(this.document.problem(path, detail));
    const bounded = within.withinMs + within.eachMs + sessionMs > 0;
    for (const step of endlessLoops(steps)) {
      if (!bounded) {
        const detail = `\`${step.name}\` repeats without end; give the pattern \`within\` or \`session\`, or the step a highest count`;
        this.problems.push(this.document.problem(path, detail));
      }
      if (step.group?.every(canBeEmpty)) {
        const detail = 'a group that repeats without end must hold a step that is not optional';
        this.problems.push(this.document.problem(path, detail));
      }
    }
    this.stopOnProblems();
    const schema = patternSchema(TRANSACTION, TAKEN_EVENT, steps);
    const references = this.checkConditions(schema);
    this.stopOnProblems();
    const { risk, action, reason } = definition.then;
    const automaton = createAutomaton<TransactionLike>({
      ...shape,
      sessionMs,
      schema,
      limits: { ...PATTERN_LIMITS, ...this.options.limits },
      reportExpired: this.options.reportExpired ?? false,
      keeper: keeperOf(TAKEN_EVENT, references),
    });
    return { ...automaton, definition, steps, id: definition.pattern, by: definition.by, risk, action, reason };
  }

  private definition(): PatternDefinition {
    const parsed = patternDefinition.safeParse(this.document.value);
    if (!parsed.success) throw new PatternError(this.document.problemsOf(parsed.error));
    const { sequence, steps, where } = parsed.data;
    if ((sequence === undefined) === (steps === undefined)) {
      throw new PatternError([this.document.problem([], 'give either `sequence` (with `where`) or `steps`')]);
    }
    if (steps !== undefined && where !== undefined) {
      throw new PatternError([this.document.problem(['where'], 'with `steps`, conditions are written in the steps')]);
    }
    return parsed.data;
  }

  private steps(definition: PatternDefinition): readonly Step[] {
    if (definition.steps) {
      this.rememberPlaces(definition.steps, ['steps']);
      return definition.steps;
    }
    try {
      const parsed = parseSequence(definition.sequence!);
      const where = definition.where ?? {};
      const used = new Set<string>();
      const steps = this.withConditions(parsed, where, used);
      for (const name of Object.keys(where)) {
        if (used.has(name)) continue;
        const detail = `no step or until() of the sequence is called \`${name}\`${suggestName(name, [...used])}`;
        this.problems.push(this.document.problem(['where', name], detail));
      }
      return steps;
    } catch (error) {
      if (!(error instanceof SequenceError)) throw error;
      throw new PatternError([this.document.problemInText(['sequence'], error)]);
    }
  }

  /** Puts the expressions in the place of their names. */
  private withConditions(steps: readonly Step[], where: Readonly<Record<string, string>>, used: Set<string>): Step[] {
    const expression = (name: string | undefined): string | undefined => {
      if (name === undefined) return undefined;
      used.add(name);
      const text = Object.hasOwn(where, name) ? where[name]! : undefined;
      if (text === undefined) {
        const detail = `\`${name}\` has no condition; write one in \`where\` ("true" takes every event)`;
        this.problems.push(this.document.problem(['where'], detail));
        return undefined;
      }
      this.places.set(text, ['where', name]);
      return text;
    };
    return steps.map((step) => ({
      ...step,
      where: expression(step.where),
      until: expression(step.until),
      group: step.group && this.withConditions(step.group, where, used),
    }));
  }

  private rememberPlaces(steps: readonly Step[], path: DefinitionPath): void {
    for (const [i, step] of steps.entries()) {
      if (step.where !== undefined) this.places.set(step.where, [...path, i, 'where']);
      if (step.until !== undefined) this.places.set(step.until, [...path, i, 'until']);
      if (step.group) this.rememberPlaces(step.group, [...path, i, 'group']);
    }
  }

  /** Compiles every condition for its errors; gives all that they read. */
  private checkConditions(schema: Parameters<typeof compileExpression>[1]): ReadonlySet<string> {
    const references = new Set<string>();
    for (const [text, path] of this.places) {
      try {
        for (const reference of compileExpression(text, schema).references) references.add(reference);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        this.problems.push(this.document.problemInText(path, error));
      }
    }
    return references;
  }

  private within({ within }: PatternDefinition): { withinMs: number; eachMs: number } {
    if (typeof within === 'object') return { withinMs: 0, eachMs: this.duration(['within', 'each'], within.each) };
    return { withinMs: this.duration(['within'], within), eachMs: 0 };
  }

  private duration(path: DefinitionPath, text: string | undefined): number {
    if (text === undefined) return 0;
    const ms = parseDuration(text);
    if (ms !== undefined && ms > 0 && ms <= WINDOW_MS_MAX) return ms;
    const detail =
      ms === undefined || ms === 0 ? 'must be a duration such as 90s, 10m, 1h30m or 7d' : 'is longer than 90 days';
    this.problems.push(this.document.problem(path, detail));
    return 0;
  }

  private skip(text: string | undefined): SkipStrategy {
    const written = text ?? 'none';
    if (written === 'none' || written === 'next' || written === 'past-last') return { kind: written };
    const [, kind, step] = /^(first|last)\((\w+)\)$/.exec(written) ?? [];
    if (step !== undefined) return { kind: kind as 'first' | 'last', step };
    this.problems.push(this.document.problem(['skip'], 'must be none, next, past-last, first(step) or last(step)'));
    return { kind: 'none' };
  }

  private stopOnProblems(): void {
    if (this.problems.length > 0) throw new PatternError(this.problems);
  }
}

function endlessLoops(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [
    ...(step.times && step.times.to === undefined ? [step] : []),
    ...(step.group ? endlessLoops(step.group) : []),
  ]);
}

function documentOf(source: unknown): DefinitionDocument {
  try {
    return DefinitionDocument.from('pattern', source, PATTERN_TEXT_MAX);
  } catch (error) {
    if (error instanceof DefinitionError) throw new PatternError(error.problems);
    throw error;
  }
}
