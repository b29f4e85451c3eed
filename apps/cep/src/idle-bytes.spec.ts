import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Idle, IdleBytes } from './idle-bytes.js';

const owners = (count: number): Idle[] => Array.from({ length: count }, () => ({ slab: undefined, slabPlace: 0 }));

describe('bytes of idle entities', () => {
  it('put and dropped in any order → each has what was put for it, in a room that follows what there is', () => {
    const steps = fc.array(fc.tuple(fc.nat(39), fc.oneof(fc.nat(2000), fc.integer({ min: 0, max: 90_000 }))), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(steps, (list) => {
        const idle = new IdleBytes();
        const all = owners(40);
        const held = new Map<number, Uint8Array>();
        for (const [n, [i, size]] of list.entries()) {
          if (held.delete(i)) idle.drop(all[i]!);
          else {
            const bytes = new Uint8Array(size).fill(n);
            held.set(i, bytes);
            idle.put(all[i]!, bytes);
          }
        }
        for (const [i, owner] of all.entries()) {
          const kept = idle.read(owner);
          expect(kept === undefined ? undefined : Buffer.compare(kept, held.get(i)!)).toBe(held.has(i) ? 0 : undefined);
        }
        const content = [...held.values()].reduce((sum, { length }) => sum + length, 0);
        expect(idle.bytes).toBeLessThanOrEqual(2 * content);
      }),
    );
  });

  it('everything is dropped → nothing is left', () => {
    const idle = new IdleBytes();
    const all = owners(2000);
    for (const owner of all) idle.put(owner, new Uint8Array(1000));
    expect(idle.bytes).toBeGreaterThan(1_900_000);
    for (const owner of all) idle.drop(owner);
    expect(idle.bytes).toBe(0);
  });
});
