import { describe, expect, it } from 'vitest';
import { SHORTCUTS, pressKey } from './keymap.js';

describe('pressKey', () => {
  it('every shortcut of the table → its command', () => {
    for (const { keys, command } of SHORTCUTS) {
      let pending: string | undefined;
      let reached: string | undefined;
      for (const key of keys) ({ pending, command: reached } = pressKey(pending, key));
      expect([...keys, reached]).toEqual([...keys, command]);
    }
  });
  it('first key of a sequence → waits', () => {
    expect(pressKey(undefined, 'g')).toEqual({ pending: 'g' });
  });
  it('sequence that leads nowhere → the second key counts by itself', () => {
    expect(pressKey('g', 'a')).toEqual({ command: 'approve' });
    expect(pressKey('g', 'x')).toEqual({});
    expect(pressKey('g', 'g')).toEqual({ pending: 'g' });
  });
  it('arrows → move like j and k', () => {
    expect(pressKey(undefined, 'ArrowDown')).toEqual({ command: 'next' });
    expect(pressKey(undefined, 'ArrowUp')).toEqual({ command: 'previous' });
  });
  it('no two shortcuts share keys', () => {
    const keys = SHORTCUTS.map((shortcut) => shortcut.keys.join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
