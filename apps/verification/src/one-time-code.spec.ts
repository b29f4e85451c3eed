import { describe, expect, it } from 'vitest';
import { OneTimeCodes, normalise } from './one-time-code.js';

const codes = new OneTimeCodes('a secret of the suite');

describe('one-time code', () => {
  it('fresh: six digits, spread over the whole range', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 2000; i++) {
      const code = codes.fresh();
      expect(code).toMatch(/^\d{6}$/);
      seen.add(code);
    }
    expect(seen.size).toBeGreaterThan(1980);
    expect([...seen].some((code) => code.startsWith('0'))).toBe(true);
  });

  it('match: the code itself, also as people type it → true; any other → false', () => {
    const hash = codes.hash('chl_1', '012345');
    expect(codes.matches('chl_1', '012345', hash)).toBe(true);
    expect(codes.matches('chl_1', ' 012-345 ', hash)).toBe(true);
    expect(codes.matches('chl_1', '12345', hash)).toBe(false);
    expect(codes.matches('chl_1', '', hash)).toBe(false);
    expect(codes.matches('chl_1', '012345'.repeat(100), hash)).toBe(false);
  });

  it('hash: says nothing without the challenge and the secret it was made for', () => {
    const hash = codes.hash('chl_1', '012345');
    expect(codes.matches('chl_2', '012345', hash)).toBe(false);
    expect(new OneTimeCodes('another secret').matches('chl_1', '012345', hash)).toBe(false);
    expect(hash.toString('latin1')).not.toContain('012345');
  });

  it('seal: opens for its challenge only; two seals of one code differ; a changed byte → throws', () => {
    const sealed = codes.seal('chl_1', '012345');
    expect(codes.open('chl_1', sealed)).toBe('012345');
    expect(codes.seal('chl_1', '012345').equals(sealed)).toBe(false);
    expect(() => codes.open('chl_2', sealed)).toThrow(/authenticate/);
    sealed[sealed.length - 1]! ^= 1;
    expect(() => codes.open('chl_1', sealed)).toThrow(/authenticate/);
  });

  it('normalise: removes spaces of all kinds and dashes', () => {
    expect(normalise('12\u00a034-5\t6')).toBe('123456');
  });
});
