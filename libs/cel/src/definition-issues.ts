/** What is wrong with the shape of a definition, from zod's issues, in words for the analyst who wrote it. */
import type { z } from 'zod';
import { suggestName } from './suggest-name.js';

/** Keys and indexes from the document's root to a value. */
export type DefinitionPath = readonly (string | number)[];

export interface DefinitionIssue {
  readonly path: DefinitionPath;
  readonly detail: string;
  /** The field's name is what is wrong, not its value. */
  readonly atKey?: boolean;
}

/** @param value - what was parsed by `schema` and gave `error` */
export function issuesOf(error: z.ZodError, schema: z.ZodType, value: unknown): DefinitionIssue[] {
  return error.issues.flatMap((issue) => inWords(issue, schema, value, []));
}

function inWords(issue: z.core.$ZodIssue, schema: z.ZodType, root: unknown, above: DefinitionPath): DefinitionIssue[] {
  const path = [...above, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  const value = valueAt(root, path);
  const say = (detail: string): DefinitionIssue[] => [{ path, detail }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = fieldsAt(schema, path);
        const hint = suggestName(key, known) || (known.length > 0 ? `; there are ${known.join(', ')}` : '');
        return { path: [...path, key], detail: `unknown field \`${key}\`${hint}`, atKey: true };
      });
    case 'invalid_union':
      return inUnion(issue, schema, root, path);
    case 'invalid_key':
      return [{ path, detail: issue.issues[0]?.message ?? issue.message, atKey: true }];
    case 'invalid_type':
      return say(value === undefined ? 'is missing' : `must be ${KINDS[issue.expected] ?? issue.expected}`);
    case 'invalid_value': {
      if (value === undefined) return say('is missing');
      const known = issue.values.map(String);
      return say(`must be one of ${known.join(', ')}${typeof value === 'string' ? suggestName(value, known) : ''}`);
    }
    case 'too_big':
      return say(bound('at most', Number(issue.maximum), issue.origin));
    case 'too_small':
      return say(bound('at least', Number(issue.minimum), issue.origin));
    default:
      return say(issue.message);
  }
}

/** Of several forms, the one that was meant: the form of which not the whole value is of another kind. */
function inUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  schema: z.ZodType,
  root: unknown,
  path: DefinitionPath,
): DefinitionIssue[] {
  if (valueAt(root, path) === undefined) return [{ path, detail: 'is missing' }];
  const meant = issue.errors.filter(
    (form) => !form.some((one) => one.code === 'invalid_type' && one.path.length === 0),
  );
  if (meant.length === 1) return meant[0]!.flatMap((one) => inWords(one, schema, root, path));
  const kinds = issue.errors.flatMap((form) =>
    form.flatMap((one) => (one.code === 'invalid_type' ? one.expected : [])),
  );
  return [{ path, detail: `must be ${[...new Set(kinds)].map((kind) => KINDS[kind] ?? kind).join(' or ')}` }];
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of fields',
  record: 'a map',
  array: 'a list',
};

function bound(words: string, limit: number, origin: string): string {
  if (origin === 'string') return limit === 1 ? 'must not be empty' : `must have ${words} ${limit} characters`;
  if (origin === 'array') return `must have ${words} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `must be ${words} ${limit}`;
}

/** The names that an object at this place may have. */
function fieldsAt(schema: z.core.$ZodType, path: DefinitionPath): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'nullable':
      return fieldsAt(def.innerType, path);
    case 'lazy':
      return fieldsAt(def.getter(), path);
    case 'union':
      return def.options.flatMap((option) => fieldsAt(option, path));
    case 'array':
      return path.length === 0 ? [] : fieldsAt(def.element, path.slice(1));
    case 'record':
      return path.length === 0 ? [] : fieldsAt(def.valueType, path.slice(1));
    case 'object': {
      const [key, ...rest] = path;
      if (key === undefined) return Object.keys(def.shape);
      const field = Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
      return field ? fieldsAt(field, rest) : [];
    }
    default:
      return [];
  }
}

function valueAt(root: unknown, path: DefinitionPath): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value;
}
