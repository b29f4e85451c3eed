// What a client reads about a field that is wrong, in place of zod's own words; each goes on from the field's name.
import type { z } from 'zod';

/** An error map for `safeParse`; undefined leaves the words to zod. What a schema says for itself comes before it. */
export function saidOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required';
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return issue.input === undefined ? 'is required' : undefined;
    case 'too_small':
      return bound(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, 'at most', issue.maximum);
    case 'invalid_format':
      return issue.format === 'email' ? 'must be an e-mail address' : undefined;
    case 'invalid_key':
      return `is not a name that can be used here: it ${issue.issues[0]?.message ?? 'is not valid'}`;
    default:
      return undefined;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'an array',
};

function bound(origin: string, which: string, limit: number | bigint): string {
  if (origin === 'string') return limit === 1 ? 'must not be empty' : `must have ${which} ${limit} characters`;
  if (origin === 'array') return `must have ${which} ${limit} items`;
  return `must be ${which} ${limit}`;
}
