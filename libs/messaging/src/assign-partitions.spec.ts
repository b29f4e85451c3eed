import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignPartitions } from './assign-partitions.js';

const members = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
const group = fc.record({
  partitions: fc.integer({ min: 0, max: 24 }),
  members,
  owners: fc.dictionary(
    fc.integer({ min: 0, max: 23 }).map(String),
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'gone'),
  ),
});
const ownersOf = (owners: Record<string, string>): Map<number, string> =>
  new Map(Object.entries(owners).map(([partition, owner]) => [Number(partition), owner]));
const sizes = (assignment: Map<number, string>, of: readonly string[]): number[] =>
  of.map((member) => [...assignment.values()].filter((owner) => owner === member).length);

describe('assign partitions', () => {
  it('assign: any group → every partition to one present member, evenly', () => {
    fc.assert(
      fc.property(group, ({ partitions, members: present, owners }) => {
        const assignment = assignPartitions(partitions, present, ownersOf(owners));
        expect([...assignment.keys()].sort((x, y) => x - y)).toEqual(Array.from({ length: partitions }, (_, p) => p));
        const counts = sizes(assignment, present);
        expect(counts.reduce((sum, n) => sum + n, 0)).toBe(partitions);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('assign: what came out put in again → nothing moves', () => {
    fc.assert(
      fc.property(group, ({ partitions, members: present, owners }) => {
        const assignment = assignPartitions(partitions, present, ownersOf(owners));
        expect(assignPartitions(partitions, present, assignment)).toEqual(assignment);
      }),
    );
  });

  it('assign: members in any order → the same assignment', () => {
    fc.assert(
      fc.property(group, ({ partitions, members: present, owners }) => {
        expect(assignPartitions(partitions, [...present].reverse(), ownersOf(owners))).toEqual(
          assignPartitions(partitions, present, ownersOf(owners)),
        );
      }),
    );
  });

  it('assign: one joins an even group → only its share moves', () => {
    const before = assignPartitions(12, ['a', 'b', 'c'], new Map());
    const after = assignPartitions(12, ['a', 'b', 'c', 'd'], before);
    const moved = [...after].filter(([partition, owner]) => before.get(partition) !== owner);
    expect(moved).toHaveLength(3);
    expect(moved.every(([, owner]) => owner === 'd')).toBe(true);
  });

  it('assign: nobody there → nothing is assigned', () => {
    expect(assignPartitions(6, [], new Map()).size).toBe(0);
  });
});
