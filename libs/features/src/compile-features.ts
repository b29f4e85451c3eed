/** Documents to a plan. Everything that can be wrong with them is said here, with its document and place. */
import { SESSION_GAP_MS } from './sessions/gap-session.js';
import { UNSPENT_OUTCOMES } from './sessions/session-event.js';
import { AggregateCompiler, type CompiledAggregate } from './definition/compile-aggregate.js';
import { compileDerived, type DerivedDraft, unknownEntity } from './definition/compile-derived.js';
import { wordsOf } from './definition/describe-feature.js';
import { EntityBuilder } from './definition/entity-builder.js';
import { entityTypes } from './definition/entity-types.js';
import { FEATURES_MAX } from './definition/feature-definition.js';
import { asksCalendar, hashOf, meaningsOf, readsOf, valuesText } from './definition/meaning.js';
import { parseSessionGap } from './definition/parse-window.js';
import {
  type DocumentProblem,
  type Draft,
  type FeatureDocument,
  readDocuments,
  type SessionGapDraft,
} from './definition/read-documents.js';
import { CalendarDays } from './plan/calendar-days.js';
import { Columns } from './plan/columns.js';
import type { DerivedValue } from './plan/entity-plan.js';
import { TRANSACTION } from './plan/feature-event.js';
import { FeaturePlan, type PlannedFeature } from './plan/feature-plan.js';

const DAY_MS = 86_400_000;
/** Events kept of an entity; a window that holds more is flagged. */
export const EVENTS_MAX = 256;
const EVENTS_MAX_BY_TYPE: Readonly<Record<string, number>> = { merchant: 1024 };
const UTC = 'UTC';
/** Numbers in a row of events. */
const COLUMNS_MAX = 64;

export interface FeatureOptions {
  /** IANA name of the zone whose calendar days and hours count; UTC unless told otherwise. */
  readonly timeZone?: string;
  /** How late an event may come and still be given the values of its time; a day unless told otherwise. */
  readonly latenessMs?: number;
  /** By entity type, the events that are kept. */
  readonly eventsMax?: Readonly<Record<string, number>>;
  /** Whether every built-in entity has a state, features or not, and what `sessionOf` says of money is kept in it. */
  readonly sessions?: boolean;
  /** Up to so many events of an entity, its windows are worked out at each one; it does not change values, only time. */
  readonly scannedMax?: number;
}

/** Money that moved to the merchant. */
const SPENT = UNSPENT_OUTCOMES.map((outcome) => `event.outcome != '${outcome}'`);

export type CompiledFeatures = { readonly plan: FeaturePlan } | { readonly problems: readonly DocumentProblem[] };

/**
 * @param documents - YAML or JSON texts, or the definitions as values: of features, of several features, of entities
 * @returns every problem that can be told, or the plan
 */
export function compileFeatures(documents: readonly FeatureDocument[], options: FeatureOptions = {}): CompiledFeatures {
  const compiler = new Compiler(documents, options);
  const plan = compiler.compile();
  return plan === undefined ? { problems: compiler.problems } : { plan };
}

/**
 * The features of a pack.
 * @throws Error with all that is wrong with them
 */
export function readFeatures(
  files: readonly { readonly path: string; readonly text: string }[],
  options?: FeatureOptions,
): FeaturePlan {
  const compiled = compileFeatures(
    files.map(({ path, text }) => ({ name: path, source: text })),
    options,
  );
  if ('plan' in compiled) return compiled.plan;
  throw new Error(`The features are not valid:\n${compiled.problems.map(describeProblem).join('\n')}`);
}

export function describeProblem({ document, pointer, detail, line, column }: DocumentProblem): string {
  const place = line === undefined ? '' : `:${line}:${column}`;
  return `  - ${document}${place}${pointer === '' ? '' : ` ${pointer}`}: ${detail}`;
}

class Compiler {
  readonly problems: DocumentProblem[];
  private readonly drafts: readonly Draft[];
  private readonly columns = new Columns();
  private readonly days: CalendarDays;
  private readonly types: ReturnType<typeof entityTypes>;
  private readonly sessionGapMs: number;

  constructor(
    documents: readonly FeatureDocument[],
    private readonly options: FeatureOptions,
  ) {
    const { features, entities, sessionGaps, problems } = readDocuments(documents);
    this.problems = problems;
    this.drafts = features;
    this.days = new CalendarDays(options.timeZone ?? UTC);
    this.types = entityTypes(entities, problems);
    this.sessionGapMs = this.sessionGapOf(sessionGaps);
  }

  compile(): FeaturePlan | undefined {
    this.checkNames();
    const builders = this.builders();
    const places = this.placesOf(builders);
    const aggregates = this.compileAggregates(builders);
    const ofTransaction = this.compileDerived(builders, places, aggregates);
    if (this.options.sessions === true) this.keepSpent(builders);
    if (this.problems.length > 0) return undefined;
    const features = this.planned(builders, aggregates);
    return new FeaturePlan(
      this.version(builders),
      features,
      this.columns,
      [...builders.values()].map((builder) => builder.build(this.draftsOf(builder.type).length)),
      this.types,
      ofTransaction,
      this.days,
      this.sessionGapMs,
    );
  }

  /** A tenant's before the installation's; half an hour where nobody says. */
  private sessionGapOf(drafts: readonly SessionGapDraft[]): number {
    const [installed, own] = [drafts.filter((one) => one.isInstalled), drafts.filter((one) => !one.isInstalled)];
    for (const [first, ...others] of [installed, own])
      for (const other of others) {
        const detail = `what ends a session is said by ${first!.document} already`;
        this.problems.push(other.problem('session_gap', detail));
      }
    const gaps = drafts.map((draft) => {
      const gap = parseSessionGap(draft.text);
      if (typeof gap === 'string') this.problems.push(draft.problem('session_gap', gap));
      return { draft, gap };
    });
    const said = gaps.find(({ draft }) => draft === (own[0] ?? installed[0]))?.gap;
    return typeof said === 'number' ? said : SESSION_GAP_MS;
  }

  private checkNames(): void {
    const types = [...this.types.keys()];
    const seen = new Set<string>();
    for (const draft of this.drafts) {
      if (seen.has(draft.name)) this.refuse(draft, 'feature', `there are two features called ${draft.name}`);
      seen.add(draft.name);
      if (draft.by !== undefined && !this.types.has(draft.by)) this.problems.push(unknownEntity(draft, types));
      this.checkKind(draft);
    }
    const beyond = this.drafts[FEATURES_MAX];
    if (beyond !== undefined)
      this.refuse(beyond, 'feature', `there are ${this.drafts.length} features; at most ${FEATURES_MAX} are allowed`);
  }

  private checkKind(draft: Draft): void {
    if ((draft.aggregate === undefined) === (draft.value === undefined))
      this.refuse(
        draft,
        'feature',
        'give either `aggregate` (over the events of an entity) or `value` (an expression)',
      );
    else if (draft.aggregate !== undefined && draft.by === undefined)
      this.refuse(draft, 'feature', 'an aggregate needs `by`: whose events, such as card');
  }

  /** Of the entity types that there are features of, in their order. */
  private builders(): Map<string, EntityBuilder> {
    const { latenessMs = DAY_MS, scannedMax, sessions = false } = this.options;
    const used = [...this.types.values()].filter(
      ({ type, declaration }) => (sessions && declaration === undefined) || this.draftsOf(type).length > 0,
    );
    return new Map(
      used.map(({ type, eventsMax: declared }) => {
        const eventsMax = this.options.eventsMax?.[type] ?? declared ?? EVENTS_MAX_BY_TYPE[type] ?? EVENTS_MAX;
        return [type, new EntityBuilder(type, this.columns, { eventsMax, latenessMs, scannedMax })];
      }),
    );
  }

  private keepSpent(builders: ReadonlyMap<string, EntityBuilder>): void {
    const amount = this.columns.number('event.amount');
    const conditions = SPENT.map((condition) => this.columns.bit(condition));
    for (const builder of builders.values()) builder.keepSpent(amount, conditions);
  }

  private draftsOf(type: string | undefined): readonly Draft[] {
    return this.drafts.filter(({ by }) => by === type);
  }

  /** Places in the vector. */
  private placesOf(builders: ReadonlyMap<string, EntityBuilder>): Map<string, number> {
    const ordered = [undefined, ...builders.keys()].flatMap((type) => this.draftsOf(type));
    return new Map(ordered.map(({ name }, i) => [name, i]));
  }

  private compileAggregates(builders: ReadonlyMap<string, EntityBuilder>): Map<string, CompiledAggregate> {
    const compiled = new Map<string, CompiledAggregate>();
    const aggregates = new AggregateCompiler(this.columns, this.days, this.sessionGapMs, this.problems);
    for (const builder of builders.values()) {
      for (const [at, draft] of this.draftsOf(builder.type).entries()) {
        builder.defaults[at] = draft.default ?? Number.NaN;
        if (draft.aggregate === undefined) continue;
        const aggregate = aggregates.compile(draft, builder, at);
        if (aggregate !== undefined) compiled.set(draft.name, aggregate);
        if (builder.width > COLUMNS_MAX)
          this.refuse(draft, 'feature', `the features of ${builder.type} need more than ${COLUMNS_MAX} columns`);
      }
    }
    return compiled;
  }

  private compileDerived(
    builders: ReadonlyMap<string, EntityBuilder>,
    places: ReadonlyMap<string, number>,
    aggregates: ReadonlyMap<string, CompiledAggregate>,
  ): DerivedValue[] {
    const others = new Set(places.keys());
    for (const builder of builders.values()) {
      const own = this.draftsOf(builder.type);
      const ownPlaces = new Map(own.map(({ name }, i) => [name, i]));
      const drafts = own.flatMap((draft, at): DerivedDraft[] => {
        const above = aggregates.get(draft.name)?.above;
        return draft.value === undefined && above === undefined ? [] : [{ draft, at, above }];
      });
      builder.derived.push(...compileDerived(drafts, ownPlaces, others, this.problems));
    }
    const free = this.draftsOf(undefined).flatMap((draft, at): DerivedDraft[] =>
      draft.value === undefined ? [] : [{ draft, at }],
    );
    return compileDerived(free, places, others, this.problems);
  }

  private planned(
    builders: ReadonlyMap<string, EntityBuilder>,
    aggregates: ReadonlyMap<string, CompiledAggregate>,
  ): PlannedFeature[] {
    const names = new Set(this.drafts.map(({ name }) => name));
    const meanings = meaningsOf(this.drafts, (draft) => [
      asksCalendar(draft) ? this.days.timeZone : UTC,
      (draft.by !== undefined && this.types.get(draft.by)?.declaration) ?? null,
      ...(draft.window === 'session' ? this.otherGap : []),
    ]);
    return [undefined, ...builders.keys()]
      .flatMap((type) => this.draftsOf(type))
      .map((draft, index) => ({
        name: draft.name,
        of: draft.by ?? TRANSACTION,
        unit: aggregates.get(draft.name)?.unit ?? draft.unit ?? 'number',
        default: draft.default ?? Number.NaN,
        ...wordsOf(draft, this.days.timeZone),
        group: draft.group,
        aggregate: draft.aggregate,
        window: draft.window,
        meaning: meanings.get(draft.name)!,
        reads: readsOf(draft, names),
        document: draft.document,
        index,
      }));
  }

  /** A hash of all that decides the values, not of words. */
  private version(builders: ReadonlyMap<string, EntityBuilder>): string {
    const features = [undefined, ...builders.keys()].flatMap((type) => this.draftsOf(type).map(valuesText));
    const entities = [...this.types.values()].flatMap(({ declaration, type }) =>
      declaration ? [[type, declaration]] : [],
    );
    const text = JSON.stringify([features, entities, this.days.timeZone, ...this.otherGap]);
    return [text, `${text}2`].map(hashOf).join('');
  }

  /** Where it is the usual one it is not said, as before it could be another. */
  private get otherGap(): number[] {
    return this.sessionGapMs === SESSION_GAP_MS ? [] : [this.sessionGapMs];
  }

  private refuse(draft: Draft, field: string, detail: string): void {
    this.problems.push(draft.problem(field, detail));
  }
}
