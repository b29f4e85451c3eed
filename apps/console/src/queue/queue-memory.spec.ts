import { describe, expect, it } from 'vitest';
import { neighboursOf } from './queue-memory.js';

describe('neighboursOf', () => {
  const queue = { caseIds: ['a', 'b', 'c'], search: {} };
  it.each([
    ['a', { after: 'b' }],
    ['b', { before: 'a', after: 'c' }],
    ['c', { before: 'b' }],
    ['x', {}],
  ])('%s', (id, expected) => expect(neighboursOf(id, queue)).toEqual(expected));
});
