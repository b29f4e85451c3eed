/** The plan of one entity type while features are added to it: what can be shared is there once. */
import type { Bit, Columns } from '../plan/columns.js';
import { ID, TIME } from '../plan/columns.js';
import type { DerivedValue, EntityPlan, KeptColumn, Reading } from '../plan/entity-plan.js';
import type { Filter, GroupPlan, PartPlan, Window } from '../plan/group-plan.js';
import { hash32 } from '../hash.js';
import { readsAside, isScanned } from '../scan/compile-scan.js';
import type { AggregateRule } from './aggregates.js';

/** Stands for the column of labels until the number of columns is known. */
const LABEL_COLUMN = 1_000_000;
const DAY_MS = 86_400_000;
/** See `scannedMax`. */
const SCANNED_MAX = 64;
const SCANNED_PER_GROUP = 16;
const IN_PASSES_MAX = 128;
/** The column of amounts, which are whole numbers. */
const MINOR_UNITS = 'number:event.amount';
/** An open session may go back further; then its values are flagged. */
const SESSION_LOOK_BACK_MS = DAY_MS;
/** A calendar day has up to 25 hours. */
const CALENDAR_DAY_MS = 25 * 3_600_000;
/** Events of which the last n are asked for stay as long as the bound allows. */
const LAST_RETENTION_MS = 400 * DAY_MS;

export class EntityBuilder {
  readonly derived: DerivedValue[] = [];
  readonly defaults: number[] = [];
  private readonly columns: number[] = [TIME, ID];
  private readsLabels = false;
  private readonly groups: GroupPlan[] = [];
  private readonly groupKeys = new Map<string, number>();
  private readonly before: Reading[] = [];
  private readonly after: Reading[] = [];
  private spent: EntityPlan['spent'];

  constructor(
    readonly type: string,
    private readonly facts: Columns,
    private readonly bounds: {
      readonly eventsMax: number;
      readonly latenessMs: number;
      readonly scannedMax: number | undefined;
    },
  ) {}

  /** Numbers in a row. */
  get width(): number {
    return this.columns.length + (this.readsLabels ? 1 : 0);
  }

  /** The row's column for one of the facts. */
  column(fact: number): number {
    const at = this.columns.indexOf(fact);
    return at >= 0 ? at : this.columns.push(fact) - 1;
  }

  labelColumn(): number {
    this.readsLabels = true;
    return LABEL_COLUMN;
  }

  /** Number of the group of these events. */
  group(window: Window, delayMs: number, filter: Filter): number {
    const bits = oneTestPerColumn(filter);
    const key = JSON.stringify([
      window.kind,
      'ms' in window && window.ms,
      'gapMs' in window && window.gapMs,
      'events' in window && window.events,
      delayMs,
      bits,
    ]);
    const known = this.groupKeys.get(key);
    if (known !== undefined) return known;
    const readsLabels = bits.some(({ column }) => column === LABEL_COLUMN);
    const number = this.groups.push({ window, delayMs, filter: bits, parts: [], readsLabels, key: '' }) - 1;
    this.groupKeys.set(key, number);
    return number;
  }

  /** Place of the aggregate among the group's parts; -1 for one that needs none. */
  part(group: number, { part: kind, squares = false }: AggregateRule, column: number): number {
    if (kind === undefined || kind === 'run') return -1;
    const { parts } = this.groups[group]!;
    const at = parts.findIndex((part) => part.kind === kind && part.column === column);
    const found = parts[at];
    if (found?.kind === 'moments') found.squares ||= squares;
    if (found !== undefined) return at;
    return parts.push(kind === 'moments' ? { kind, column, squares } : { kind, column }) - 1;
  }

  runPart(group: number, filter: Filter): number {
    const { parts } = this.groups[group]!;
    const wanted = JSON.stringify(filter);
    const at = parts.findIndex((part) => part.kind === 'run' && JSON.stringify(part.filter) === wanted);
    return at >= 0 ? at : parts.push({ kind: 'run', filter }) - 1;
  }

  /**
   * Up to how many events working all windows out costs no more than going on with each: the more windows, the more, where passes
   * over the rows say all there is to say, and sums of whole numbers need no second one.
   */
  private scannedMax(): number {
    const { groups } = this;
    const above = this.derived.flatMap((value) => value.above ?? []);
    const isCheap = [...this.before, ...this.after, ...above].every((reading) => {
      const group = groups[reading.group]!;
      const isWhole = group.parts[reading.part]?.kind !== 'moments' || this.keyOfColumn(reading.column) === MINOR_UNITS;
      return isWhole && isScanned(reading, group) && !readsAside(reading, group);
    });
    return isCheap ? Math.min(IN_PASSES_MAX, SCANNED_MAX + SCANNED_PER_GROUP * groups.length) : SCANNED_MAX;
  }

  private keyOfColumn(column: number): string {
    return this.facts.column(this.columns[column]!).key;
  }

  private keyOf({ window, delayMs, filter, parts }: GroupPlan): string {
    const nameOf = (column: number) => this.keyOfColumn(column);
    const conditions = filter.flatMap(({ column, mask }) =>
      column === LABEL_COLUMN
        ? []
        : this.facts.conditionsOf(this.columns[column]!).filter((_, bit) => mask & (1 << bit)),
    );
    const aggregates = parts.map((part) => [part.kind, part.kind === 'run' ? '' : nameOf(part.column)]);
    return JSON.stringify([window.kind, delayMs, conditions.sort(), aggregates]);
  }

  /** Keeps what sessions say of money. */
  keepSpent(amount: number, conditions: readonly Bit[]): void {
    const filter = conditions.map(({ column, mask }) => ({ column: this.column(column), mask }));
    this.spent = { column: this.column(amount), filter: oneTestPerColumn(filter) };
  }

  read(excludesOwn: boolean, reading: Reading): void {
    (excludesOwn ? this.before : this.after).push(reading);
  }

  build(valueCount: number): EntityPlan {
    const { columns, groups, facts } = this;
    const labelColumn = this.readsLabels ? columns.length : -1;
    const placed = (filter: Filter): Filter =>
      filter.map(({ column, mask }) => ({ column: column === LABEL_COLUMN ? labelColumn : column, mask }));
    const parts = (list: readonly PartPlan[]): PartPlan[] =>
      list.map((part) => (part.kind === 'run' ? { ...part, filter: placed(part.filter) } : part));
    const kept = columns.slice(2).map((column): KeptColumn => {
      const { kind, key } = facts.column(column);
      const bits = kind === 'flags' ? facts.conditionsOf(column).map(hash32) : [];
      return { kind, hash: hash32(key), bits };
    });
    const lookBackMs = Math.max(0, ...groups.map(lookBackOf));
    const keepsLast = groups.some(({ window }) => window.kind === 'last');
    return {
      type: this.type,
      columns: Int32Array.from(columns),
      kept,
      labelColumn,
      width: this.width,
      groups: groups.map((group) => ({
        ...group,
        key: this.keyOf(group),
        filter: placed(group.filter),
        parts: parts(group.parts),
        readsLabels:
          group.readsLabels ||
          group.parts.some((part) => part.kind === 'run' && part.filter.some(({ column }) => column === LABEL_COLUMN)),
      })),
      before: this.before,
      after: this.after,
      derived: this.derived,
      defaults: Float64Array.from({ length: valueCount }, (_, i) => this.defaults[i] ?? Number.NaN),
      valueCount,
      lookBackMs,
      retentionMs: (keepsLast ? LAST_RETENTION_MS : lookBackMs) + this.bounds.latenessMs,
      latenessMs: this.bounds.latenessMs,
      keepsAside: groups.some(({ window }) => window.kind === 'ever'),
      eventsMax: this.bounds.eventsMax,
      spent: this.spent,
      scannedMax: this.bounds.scannedMax ?? this.scannedMax(),
    };
  }
}

function lookBackOf({ window, delayMs }: GroupPlan): number {
  switch (window.kind) {
    case 'sliding':
      return window.ms + delayMs;
    case 'day':
      return CALENDAR_DAY_MS + delayMs;
    case 'session':
      return SESSION_LOOK_BACK_MS + delayMs;
    case 'ever':
    case 'last':
      return delayMs;
    default:
      return window satisfies never;
  }
}

function oneTestPerColumn(filter: Filter): Filter {
  const byColumn = new Map<number, number>();
  for (const { column, mask } of filter) byColumn.set(column, (byColumn.get(column) ?? 0) | mask);
  return [...byColumn].sort(([a], [b]) => a - b).map(([column, mask]) => ({ column, mask }));
}
