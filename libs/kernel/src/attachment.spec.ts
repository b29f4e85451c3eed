import { describe, expect, it } from 'vitest';
import { attachment } from './attachment.js';

describe('attachment', () => {
  it('is what was set last, and nothing before and after', () => {
    const notes = attachment<object, string>();
    const object = {};
    expect(notes.get(object)).toBeUndefined();
    notes.set(object, 'a');
    notes.set(object, 'b');
    expect(notes.get(object)).toBe('b');
    notes.delete(object);
    expect(notes.get(object)).toBeUndefined();
  });

  it('several of one object don’t know each other', () => {
    const [notes, others] = [attachment<object, number>(), attachment<object, number>()];
    const object = {};
    notes.set(object, 1);
    expect(others.get(object)).toBeUndefined();
    others.set(object, 2);
    expect([notes.get(object), others.get(object)]).toEqual([1, 2]);
  });

  it('stays behind when the object is copied, and shows nowhere', () => {
    const notes = attachment<object, number>();
    const object = { a: 1 };
    notes.set(object, 1);
    expect(notes.get({ ...object })).toBeUndefined();
    expect(Reflect.ownKeys(object)).toEqual(['a']);
    expect(object).toEqual({ a: 1 });
  });

  it('of bytes', () => {
    const notes = attachment<Uint8Array, number>();
    const bytes = Buffer.from('abc');
    notes.set(bytes, 1);
    expect(notes.get(bytes)).toBe(1);
    expect(notes.get(bytes.subarray(0, 1))).toBeUndefined();
  });
});
