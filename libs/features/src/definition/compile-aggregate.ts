/** One aggregate over an entity's events: its fields checked, and its place among the groups of its entity type. */
import { compileExpression, conjunctsOf, ExpressionError, parseDuration } from '#cel';
import type { CalendarDays } from '../plan/calendar-days.js';
import { type Bit, type Columns, LABEL_SCHEMA } from '../plan/columns.js';
import type { Reading } from '../plan/entity-plan.js';
import type { Filter, Window } from '../plan/group-plan.js';
import { AGGREGATE_RULES, type AggregateRule, parseAggregate, TIME_UNIT_MS } from './aggregates.js';
import type { EntityBuilder } from './entity-builder.js';
import { AGGREGATES, type FeatureUnit, LOOK_BACK_MS_MAX } from './feature-definition.js';
import { parseWindow } from './parse-window.js';
import type { DocumentProblem, Draft } from './read-documents.js';

const HOUR_MS = 3_600_000;

export class AggregateCompiler {
  constructor(
    private readonly columns: Columns,
    private readonly days: CalendarDays,
    private readonly sessionGapMs: number,
    private readonly problems: DocumentProblem[],
  ) {}

  /** @returns undefined where it is not valid, which `problems` then says */
  compile(draft: Draft, entity: EntityBuilder, at: number): CompiledAggregate | undefined {
    const before = this.problems.length;
    const parsed = parseAggregate(draft.aggregate ?? '');
    if (parsed === undefined) {
      this.refuse(
        draft,
        'aggregate',
        `must be one of ${AGGREGATES.join(', ').replace('percentile', 'percentile(95)')}`,
      );
      return undefined;
    }
    const { aggregate, share } = parsed;
    const rule = AGGREGATE_RULES[aggregate];
    this.checkFields(draft, aggregate, rule);
    const window = this.windowOf(draft, aggregate, rule);
    const delayMs = this.delayOf(draft);
    const column = this.columnOf(draft, aggregate, rule, entity);
    const where = this.filterOf(draft, 'where', entity);
    const among = this.filterOf(draft, 'among', entity);
    const unit = unitOf(draft, rule);
    if (rule.unit === 'time' && TIME_UNIT_MS[unit] === undefined)
      this.refuse(draft, 'unit', `must be seconds, minutes, hours or days for ${aggregate}`);
    if (this.problems.length > before || window === undefined) return undefined;

    const isRun = rule.part === 'run';
    const group = entity.group(window, delayMs, isRun ? among : [...among, ...where]);
    const part = isRun ? entity.runPart(group, where) : entity.part(group, rule, column);
    const excludes = (draft.current ?? (rule.comparesOwn ? 'exclude' : 'include')) === 'exclude';
    const reading: Reading = {
      at,
      group,
      part,
      op: rule.op === 'rate' && window.kind !== 'sliding' ? 'rate_since_first' : rule.op,
      column,
      argument: this.argumentOf(rule, { window, delayMs, among, share, unit, entity, excludes }),
    };
    if (rule.op === 'count_above') return { unit, above: reading };
    entity.read(excludes, reading);
    return { unit, above: undefined };
  }

  private argumentOf(
    rule: AggregateRule,
    of: {
      window: Window;
      delayMs: number;
      among: Filter;
      share: number;
      unit: FeatureUnit;
      entity: EntityBuilder;
      excludes: boolean;
    },
  ): number {
    if (rule.op === 'ratio') return of.entity.group(of.window, of.delayMs, of.among);
    if (rule.op === 'rate') return of.window.kind === 'sliding' ? of.window.ms / HOUR_MS : Number.NaN;
    if (rule.op === 'percentile') return of.share;
    if (rule.op === 'count_above') return of.excludes ? 1 : 0;
    return rule.unit === 'time' ? TIME_UNIT_MS[of.unit]! : Number.NaN;
  }

  private checkFields(draft: Draft, aggregate: string, rule: AggregateRule): void {
    const needsOf = rule.of === 'number' || rule.of === 'identity';
    if (needsOf && draft.of === undefined)
      this.refuse(draft, 'aggregate', `${aggregate} needs \`of\`: what of each event, such as "event.amount"`);
    if (rule.asks && draft.where === undefined)
      this.refuse(draft, 'aggregate', `${aggregate} needs \`where\`: the condition that is asked of each event`);
    if ((aggregate === 'count_above') !== (draft.above !== undefined))
      this.refuse(
        draft,
        draft.above === undefined ? 'aggregate' : 'above',
        draft.above === undefined
          ? 'count_above needs `above`: the threshold, such as "3.0 * features.card_mean_30d"'
          : `is for count_above, not for ${aggregate}`,
      );
    if (draft.among !== undefined && !rule.asks)
      this.refuse(draft, 'among', `is for ratio, run_length and run_age; ${aggregate} has \`where\``);
    if (rule.comparesOwn && draft.current === 'include')
      this.refuse(draft, 'current', `${aggregate} compares an event with those before it, and can't include it`);
  }

  private windowOf(draft: Draft, aggregate: string, rule: AggregateRule): Window | undefined {
    const text = draft.window ?? rule.window;
    if (text === undefined) {
      this.refuse(draft, 'aggregate', `${aggregate} needs \`window\`: how far it looks back, such as 1h`);
      return undefined;
    }
    const window = parseWindow(text, this.days, this.sessionGapMs);
    if (typeof window === 'string') {
      this.refuse(draft, 'window', window);
      return undefined;
    }
    if (window.kind === 'ever' && rule.bounded) {
      const detail = `${aggregate} over \`ever\` would have to keep every value for good; say how far back, at most 400d`;
      this.refuse(draft, 'window', detail);
    } else if (window.kind === 'ever' && draft.source === 'labels') {
      this.refuse(
        draft,
        'window',
        'labels come late, and their events are not kept for ever; say how far back, at most 400d',
      );
    }
    return window;
  }

  private delayOf(draft: Draft): number {
    if (draft.delay === undefined) return 0;
    const ms = parseDuration(draft.delay);
    if (ms !== undefined && ms <= LOOK_BACK_MS_MAX) return ms;
    this.refuse(draft, 'delay', ms === undefined ? 'must be a duration such as 7d' : 'is longer than 400 days');
    return 0;
  }

  private columnOf(draft: Draft, aggregate: string, rule: AggregateRule, entity: EntityBuilder): number {
    if (rule.of === 'none') return -1;
    if (rule.of === 'place') return entity.column(this.columns.place());
    if (draft.of === undefined) return -1;
    try {
      const { of } = draft;
      return entity.column(rule.of === 'number' ? this.columns.number(of) : this.columns.identity(of));
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const shift = rule.of === 'identity' ? 'string('.length : 0;
      const detail = rule.of === 'number' ? error.detail : `${aggregate}: ${error.detail}`;
      this.problems.push(
        draft.problemIn('of', new ExpressionError(detail, draft.of, Math.max(0, error.offset - shift))),
      );
      return -1;
    }
  }

  private filterOf(draft: Draft, field: 'where' | 'among', entity: EntityBuilder): Filter {
    const text = draft[field];
    if (text === undefined) return [];
    try {
      const whole = compileExpression(text, LABEL_SCHEMA);
      if (draft.source !== 'labels' && readsLabel(whole.references))
        throw new ExpressionError('`label` is there with `source: labels`', text, Math.max(0, text.indexOf('label')));
      return merged(conjunctsOf(text).map((condition) => this.bitOf(condition, text, entity)));
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.problems.push(draft.problemIn(field, error));
      return [];
    }
  }

  private bitOf(condition: string, whole: string, entity: EntityBuilder): Bit {
    const { references } = compileExpression(condition, LABEL_SCHEMA);
    if (!readsLabel(references)) {
      const { column, mask } = this.columns.bit(condition);
      return { column: entity.column(column), mask };
    }
    if ([...references].some((reference) => reference.startsWith('event')))
      throw new ExpressionError(
        'a condition reads either the event or its label: write two, joined by &&',
        whole,
        Math.max(0, whole.indexOf('label')),
      );
    const mask = this.columns.labelMask(condition);
    if (mask === undefined) throw new ExpressionError('there are more than 31 conditions about labels', whole, 0);
    return { column: entity.labelColumn(), mask };
  }

  private refuse(draft: Draft, field: string, detail: string): void {
    this.problems.push(draft.problem(field, detail));
  }
}

export interface CompiledAggregate {
  readonly unit: FeatureUnit;
  /** For `count_above`, which is read when its threshold is known. */
  readonly above: Reading | undefined;
}

function unitOf({ unit, of }: Draft, rule: AggregateRule): FeatureUnit {
  if (unit !== undefined) return unit;
  if (rule.unit === 'time') return 'seconds';
  if (rule.unit !== 'as_of') return rule.unit;
  return of?.trim() === 'event.amount' ? 'minor' : 'number';
}

function readsLabel(references: ReadonlySet<string>): boolean {
  return [...references].some((reference) => reference.startsWith('label'));
}

/** One test for each column. */
function merged(bits: readonly Bit[]): Filter {
  const byColumn = new Map<number, number>();
  for (const { column, mask } of bits) byColumn.set(column, (byColumn.get(column) ?? 0) | mask);
  return [...byColumn].map(([column, mask]) => ({ column, mask }));
}
