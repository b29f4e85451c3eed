import { describe, expect, it } from 'vitest';
import type { PatternStatus } from '#contracts';
import { type Change, type Standing, transition } from './lifecycle.js';

function standing(statuses: Record<number, PatternStatus>, previousLive?: number): Standing {
  const all = Object.entries(statuses).map(([version, status]) => [Number(version), status] as const);
  const of = (wanted: PatternStatus) => all.find(([, status]) => status === wanted)?.[0];
  return { live: of('live'), shadow: of('shadow'), previousLive, statuses: new Map(all) };
}

const promote = (version: number, to: 'shadow' | 'live'): Change => ({ kind: 'promote', version, to });

describe('a pattern’s life', () => {
  it.each<[string, Standing, Change, object]>([
    [
      'a draft goes on trial beside the live version',
      standing({ 1: 'live', 2: 'draft' }),
      promote(2, 'shadow'),
      { action: 'shadowed', live: 1, shadow: 2, fromVersion: undefined, statuses: [[2, 'shadow']] },
    ],
    [
      'another goes on trial → the one before is retired',
      standing({ 1: 'live', 2: 'shadow', 3: 'draft' }),
      promote(3, 'shadow'),
      {
        live: 1,
        shadow: 3,
        fromVersion: 2,
        statuses: [
          [2, 'retired'],
          [3, 'shadow'],
        ],
      },
    ],
    [
      'the one on trial goes live → the live one is retired, nothing is on trial',
      standing({ 1: 'live', 2: 'shadow' }),
      promote(2, 'live'),
      {
        action: 'promoted',
        live: 2,
        shadow: undefined,
        previousLive: 1,
        statuses: [
          [1, 'retired'],
          [2, 'live'],
        ],
      },
    ],
    [
      'a draft goes live at once → what is on trial stays there',
      standing({ 1: 'live', 2: 'shadow', 3: 'draft' }),
      promote(3, 'live'),
      { live: 3, shadow: 2, previousLive: 1 },
    ],
    [
      'rolled back → to what was live before',
      standing({ 1: 'retired', 2: 'live' }, 1),
      { kind: 'rollback' },
      { action: 'rolled_back', version: 1, fromVersion: 2, live: 1, previousLive: 2 },
    ],
    [
      'rolled back after all was retired → to what ran last',
      standing({ 1: 'retired', 2: 'retired' }, 2),
      { kind: 'rollback' },
      { live: 2, fromVersion: undefined },
    ],
    [
      'retired as a whole → neither live nor on trial',
      standing({ 1: 'live', 2: 'shadow', 3: 'draft' }),
      { kind: 'retire' },
      {
        live: undefined,
        shadow: undefined,
        previousLive: 1,
        statuses: [
          [1, 'retired'],
          [2, 'retired'],
        ],
      },
    ],
    [
      'a draft is retired → what runs stays',
      standing({ 1: 'live', 2: 'draft' }),
      { kind: 'retire', version: 2 },
      { live: 1, statuses: [[2, 'retired']] },
    ],
  ])('%s', (_, before, change, after) => {
    expect(transition(before, change)).toMatchObject(after);
  });

  it.each<[string, Standing, Change, string, string]>([
    ['live twice', standing({ 1: 'live' }), promote(1, 'live'), 'conflict', 'live already'],
    ['live on trial', standing({ 1: 'live' }), promote(1, 'shadow'), 'conflict', 'is live'],
    ['retired on trial', standing({ 1: 'retired' }), promote(1, 'shadow'), 'conflict', 'roll back'],
    ['back to a draft', standing({ 1: 'draft' }), { kind: 'rollback', version: 1 }, 'conflict', 'never live'],
    ['back to nothing', standing({ 1: 'live' }), { kind: 'rollback' }, 'conflict', 'No version was live before'],
    ['nothing to retire', standing({ 1: 'draft' }), { kind: 'retire' }, 'conflict', 'No version'],
    ['a version that is not', standing({ 1: 'live' }), promote(2, 'live'), 'not_found', 'no version 2'],
  ])('%s → refused', (_, before, change, code, message) => {
    expect(() => transition(before, change)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    );
  });
});
