/**
 * What is read of a transaction, once, for all of its entities: the answers to conditions as bits, and the values that
 * features are of. Its place in the facts is a column's number; each entity type keeps the columns that its features need.
 */
import { BOOL, type CompiledExpression, compileExpression, EVENT_SCHEMA, type ExpressionSchema, STRING } from '#cel';
import { hash32, hash53 } from '../hash.js';
import { packLocation } from '../location.js';
import type { FeatureEvent } from './feature-event.js';

/** The first two columns of every entity. */
export const TIME = 0;
export const ID = 1;
const FIRST_COLUMN = 2;
/** Of an integer that bitwise operators keep positive. */
const BITS_PER_WORD = 31;

/** `flags`: bits. `number`: NaN for none. `identity`: a hash, 0 for none. `place`: packed, -1 for none. */
export type ColumnKind = 'flags' | 'number' | 'identity' | 'place';

export interface Column {
  readonly kind: ColumnKind;
  /** What it holds, for the encoding: the same text is the same content. */
  readonly key: string;
}

/** A condition as a bit of a column. */
export interface Bit {
  readonly column: number;
  readonly mask: number;
}

/** What conditions about labels read; as they were known at some moment. */
export interface LabelView {
  readonly known: boolean;
  readonly fraud: boolean;
  readonly source: string;
}

export const LABEL_SCHEMA: ExpressionSchema = {
  variables: {
    ...EVENT_SCHEMA.variables,
    label: {
      path: 'label',
      type: {
        kind: 'message',
        name: 'label',
        fields: {
          known: { type: BOOL, wire: 'known' },
          fraud: { type: BOOL, wire: 'fraud' },
          source: { type: STRING, wire: 'source' },
        },
      },
    },
  },
};

/** Collects columns while features are compiled, and then reads them. */
export class Columns {
  readonly list: Column[] = [];
  private readonly readers: ((input: EventInput) => number)[] = [];
  private readonly known = new Map<string, number>();
  private readonly bits = new Map<string, Bit>();
  private words: { readonly column: number; readonly predicates: CompiledExpression<boolean>[] }[] = [];
  readonly labelPredicates: CompiledExpression<boolean>[] = [];
  private readonly labelBits = new Map<string, number>();
  /** Nearly always the one that says nothing. */
  private lastLabel: LabelView | undefined;
  private lastLabelFlags = 0;
  private readonly input: { event: FeatureEvent } = { event: undefined as unknown as FeatureEvent };

  /** Numbers in the facts of a transaction. */
  get length(): number {
    return FIRST_COLUMN + this.list.length;
  }

  column(number: number): Column {
    return this.list[number - FIRST_COLUMN]!;
  }

  /** The column that holds this, by its key. */
  find(key: string): number | undefined {
    return this.known.get(key);
  }

  /** A condition about the transaction alone; throws ExpressionError. */
  bit(condition: string): Bit {
    const known = this.bits.get(condition);
    if (known !== undefined) return known;
    const compiled = compileExpression(condition, EVENT_SCHEMA);
    let word = this.words.at(-1);
    if (word === undefined || word.predicates.length === BITS_PER_WORD) {
      const predicates: CompiledExpression<boolean>[] = [];
      const column = this.add('flags', `flags:${this.words.length}`, (input) => wordOf(predicates, input));
      word = { column, predicates };
      this.words.push(word);
    }
    const bit = { column: word.column, mask: 2 ** word.predicates.length };
    word.predicates.push(compiled);
    this.bits.set(condition, bit);
    return bit;
  }

  /** The conditions whose answers a column of flags holds, lowest bit first. */
  conditionsOf(column: number): string[] {
    return [...this.bits].filter(([, bit]) => bit.column === column).map(([condition]) => condition);
  }

  /** A condition about the label alone: its bit in the column of labels; undefined when there are too many. */
  labelMask(condition: string): number | undefined {
    const known = this.labelBits.get(condition);
    if (known !== undefined) return known;
    if (this.labelPredicates.length === BITS_PER_WORD) return undefined;
    const mask = 2 ** this.labelPredicates.length;
    this.labelPredicates.push(compileExpression(condition, LABEL_SCHEMA));
    this.labelBits.set(condition, mask);
    this.lastLabel = undefined;
    return mask;
  }

  /** The conditions about labels whose bits are in the mask. */
  labelConditionsOf(mask: number): string[] {
    return [...this.labelBits].filter(([, bit]) => mask & bit).map(([condition]) => condition);
  }

  labelFlags(label: LabelView): number {
    if (label !== this.lastLabel) {
      this.lastLabelFlags = wordOf(this.labelPredicates, { label });
      this.lastLabel = label;
    }
    return this.lastLabelFlags;
  }

  /** A number; throws ExpressionError. */
  number(source: string): number {
    return this.value('number', source, () => {
      const { evaluate } = compileExpression(source, EVENT_SCHEMA, { result: 'number' });
      return (input) => finite(evaluate, input);
    });
  }

  /** Something to be told from others: text, number or true/false; throws ExpressionError. */
  identity(source: string): number {
    return this.value('identity', source, () => {
      const { evaluate } = compileExpression(`string(${source})`, EVENT_SCHEMA, { result: 'string' });
      return (input) => identityOf(evaluate, input);
    });
  }

  place(): number {
    return this.value(
      'place',
      'event.location',
      () =>
        ({ event: { location } }) =>
          location ? packLocation(location.lat, location.lon) : packLocation(Number.NaN, 0),
    );
  }

  /** Reads a transaction into `facts` (of `length` numbers). */
  read(event: FeatureEvent, facts: Float64Array): void {
    const { input, readers } = this;
    input.event = event;
    facts[TIME] = event.occurredAtMs;
    facts[ID] = hash53(event.id);
    for (let i = 0; i < readers.length; i++) facts[FIRST_COLUMN + i] = readers[i]!(input);
  }

  private value(kind: ColumnKind, source: string, make: () => (input: EventInput) => number): number {
    const key = `${kind}:${source.trim()}`;
    return this.known.get(key) ?? this.add(kind, key, make());
  }

  private add(kind: ColumnKind, key: string, reader: (input: EventInput) => number): number {
    const column = this.length;
    this.list.push({ kind, key });
    this.readers.push(reader);
    this.known.set(key, column);
    return column;
  }
}

interface EventInput {
  readonly event: FeatureEvent;
}

function wordOf(predicates: readonly CompiledExpression<boolean>[], input: unknown): number {
  let word = 0;
  for (let i = 0; i < predicates.length; i++) if (holds(predicates[i]!, input)) word |= 1 << i;
  return word;
}

function holds({ evaluate, raises }: CompiledExpression<boolean>, input: unknown): boolean {
  if (!raises) return evaluate(input);
  try {
    return evaluate(input);
  } catch {
    return false;
  }
}

/** Larger than any amount, and with a square that is a number still. */
const VALUE_MAX = 1e100;

/** Infinities never enter a state, nor what could add up to one. */
function finite(evaluate: (input: unknown) => number, input: unknown): number {
  try {
    const value = evaluate(input);
    return Math.abs(value) <= VALUE_MAX ? value : Number.NaN;
  } catch {
    return Number.NaN;
  }
}

function identityOf(evaluate: (input: unknown) => string, input: unknown): number {
  try {
    return hash32(evaluate(input));
  } catch {
    return 0;
  }
}
