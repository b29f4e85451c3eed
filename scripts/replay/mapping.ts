/**
 * A pack's mapping file: which column becomes which request field, by what small transform, and which rows tell of an
 * event that became known later. Compiled once against the file's header, so that each row is a few array reads.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { transactionRequest, type ParsedTransactionRequest, type TransactionRequest } from '#contracts';
import { durationMs } from './duration.js';
import { ReplayError } from './replay-error.js';

const EVENT_TYPES = [
  'captured',
  'refunded',
  'chargeback',
  'chargeback_reversed',
  'early_fraud_warning',
  'early_fraud_warning_withdrawn',
  'customer_confirmed',
  'customer_denied',
  'customer_withdrawn',
] as const;
const FORMS = ['text', 'number', 'integer', 'boolean', 'datetime', 'unix-seconds', 'unix-ms'] as const;

const source = z
  .strictObject({
    column: z.string().min(1).optional(),
    constant: z.union([z.string(), z.number(), z.boolean()]).optional(),
    as: z.enum(FORMS, `must be one of ${FORMS.join(', ')}`).default('text'),
    /** For numbers: 100 turns 12.34 into 1234 minor units. */
    times: z.number().optional(),
    prefix: z.string().max(64).optional(),
    map: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    /** What an empty or unmapped value becomes; without it an empty optional field is left out. */
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  })
  .refine(
    (value) => (value.column === undefined) !== (value.constant === undefined),
    'must have either column or constant',
  )
  .refine(
    (value) => value.times === undefined || value.as === 'number' || value.as === 'integer',
    'times needs as: number or as: integer',
  );
type Source = z.infer<typeof source>;

const REQUIRED = ['id', 'occurred_at', 'amount', 'currency', 'account.id'] as const;
const FIELD = new RegExp(
  `^(?:${[
    ...REQUIRED,
    'channel',
    'outcome',
    'account.created_at',
    'account.email',
    'card.fingerprint',
    'card.bin',
    'card.country',
    'device.id',
    'device.ip',
    'merchant.id',
    'merchant.mcc',
    'merchant.country',
    'location.lat',
    'location.lon',
  ]
    .map((field) => field.replace('.', '\\.'))
    .join('|')}|attributes\\.[a-z][a-z0-9_]{0,63})$`,
);

const mappingFile = z.strictObject({
  pack: z.string().regex(/^[a-z0-9-]+$/),
  time: z.strictObject({ shift: z.enum(['none', 'to-now']).default('none') }).default({ shift: 'none' }),
  transaction: z
    .record(z.string().regex(FIELD, 'is not a field of a transaction'), source)
    .superRefine((fields, context) => {
      for (const field of REQUIRED)
        if (!fields[field])
          context.addIssue({ code: 'custom', path: [field], message: 'is missing; every transaction has it' });
    }),
  events: z
    .array(
      z.strictObject({
        type: z.enum(EVENT_TYPES, `must be one of ${EVENT_TYPES.join(', ')}`),
        when: z.strictObject({ column: z.string().min(1), equals: z.string() }),
        after: z.string().refine((text) => durationMs(text) !== undefined, 'must be a duration such as 7d, 36h or 15m'),
      }),
    )
    .max(10)
    .default([]),
});
export type MappingFile = z.infer<typeof mappingFile>;

/** Throws `ReplayError` naming the file and the key that is wrong. */
export function readMapping(path: string): MappingFile {
  let raw: unknown;
  try {
    raw = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ReplayError(
      `${path} is not YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  }
  const parsed = mappingFile.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const key = issue.path.join('.') || '(top level)';
  // A record's bad key is reported as an issue within the issue.
  const inner = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
  throw new ReplayError(`${path}: ${key}: ${inner ?? issue.message}`);
}

export type Row = readonly string[];

export interface MappedEvent {
  readonly type: (typeof EVENT_TYPES)[number];
  /** Event time at which it becomes known. */
  readonly atMs: number;
}

export interface MappedRow {
  readonly request: TransactionRequest;
  /** With what the API puts in place of fields that are left out. */
  readonly parsed: ParsedTransactionRequest;
  readonly atMs: number;
  readonly events: readonly MappedEvent[];
}

/** Turns rows into requests. `map` throws `RowError` for a row that doesn't make a valid request. */
export interface CompiledMapping {
  readonly shiftsToNow: boolean;
  /** Event time of a row as the file has it, before any shift. */
  timeOf(row: Row): number;
  map(row: Row, shiftMs: number): MappedRow;
}

/** What is wrong with one row, without its values: those may be personal. */
export class RowError extends Error {
  override readonly name = 'RowError';
}

/** Throws `ReplayError` when the mapping names a column that the file doesn't have. */
export function compileMapping(mapping: MappingFile, header: Row, idPrefix = ''): CompiledMapping {
  const indexOf = (column: string, key: string): number => {
    const index = header.indexOf(column);
    if (index < 0)
      throw new ReplayError(
        `the mapping's ${key} names the column ${column}, which the file doesn't have; it has ${header.join(', ')}`,
      );
    return index;
  };
  const readers = Object.entries(mapping.transaction).map(([field, from]) => {
    const required = (REQUIRED as readonly string[]).includes(field);
    const column = from.column === undefined ? -1 : indexOf(from.column, `transaction.${field}`);
    return { path: field.split('.'), read: reader(from, column, field, required) };
  });
  const events = mapping.events.map((event, index) => ({
    type: event.type,
    column: indexOf(event.when.column, `events.${index}.when`),
    equals: event.when.equals,
    afterMs: durationMs(event.after)!,
  }));
  const readTime = readers.find(({ path }) => path[0] === 'occurred_at')!.read;
  const timeOf = (row: Row): number => Date.parse(String(readTime(row)));

  return {
    shiftsToNow: mapping.time.shift === 'to-now',
    timeOf,
    map(row, shiftMs) {
      const body: Record<string, unknown> = {};
      for (const { path, read } of readers) {
        const value = read(row);
        if (value !== undefined) put(body, path, value);
      }
      const atMs = Date.parse(String(body['occurred_at'])) + shiftMs;
      body['occurred_at'] = new Date(atMs).toISOString();
      body['id'] = `${idPrefix}${String(body['id'])}`;
      const checked = transactionRequest.safeParse(body);
      if (!checked.success)
        throw new RowError(`${checked.error.issues[0]!.path.join('.')} ${checked.error.issues[0]!.message}`);
      const known = events.filter((event) => row[event.column] === event.equals);
      return {
        request: body as TransactionRequest,
        parsed: checked.data,
        atMs,
        events: known.map(({ type, afterMs }) => ({ type, atMs: atMs + afterMs })),
      };
    },
  };
}

type Value = string | number | boolean;

function reader(from: Source, column: number, field: string, required: boolean): (row: Row) => Value | undefined {
  if (from.constant !== undefined) {
    const { constant } = from;
    return () => constant;
  }
  const convert = converter(from);
  return (row) => {
    const text = row[column]!.trim();
    const mapped = from.map ? from.map[text] : text;
    if (mapped === undefined || mapped === '') {
      if (from.default !== undefined) return from.default;
      if (!required && text === '') return undefined;
      throw new RowError(
        `${field}: the column ${from.column!} ${text === '' ? 'is empty' : 'has a value that map does not list'}`,
      );
    }
    const value = typeof mapped === 'string' ? convert(mapped) : mapped;
    if (value === undefined) throw new RowError(`${field}: the column ${from.column!} does not hold a ${from.as}`);
    return from.prefix === undefined ? value : `${from.prefix}${value}`;
  };
}

function converter({ as, times = 1 }: Source): (text: string) => Value | undefined {
  const converters: Record<Source['as'], (text: string) => Value | undefined> = {
    text: (text) => text,
    number: (text) => finite(Number(text) * times),
    integer: (text) => finite(Math.round(Number(text) * times)),
    boolean: (text) => (/^(1|true|yes|y)$/i.test(text) ? true : /^(0|false|no|n)$/i.test(text) ? false : undefined),
    datetime: isoOf,
    'unix-seconds': (text) => isoFromMs(Number(text) * 1000),
    'unix-ms': (text) => isoFromMs(Number(text)),
  };
  return converters[as];
}

/** ISO 8601 with `T` or a space; a time without a zone is UTC. */
function isoOf(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  return match ? isoFromMs(Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`)) : undefined;
}

function isoFromMs(ms: number): string | undefined {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function put(body: Record<string, unknown>, path: readonly string[], value: Value): void {
  const [head = '', tail] = path;
  if (tail === undefined) body[head] = value;
  else ((body[head] ??= {}) as Record<string, unknown>)[tail] = value;
}
