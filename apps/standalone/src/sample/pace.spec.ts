import { expect, it } from 'vitest';
import { Pace } from './pace.js';

it('pace: quick answers → larger batches, to a bound; a slow one → half of it, to a bound', () => {
  const pace = new Pace();
  for (let i = 0; i < 50; i++) pace.after(90);
  expect(pace.size).toBe(40);
  pace.after(150);
  expect(pace.size).toBe(40);
  pace.after(201);
  expect(pace.size).toBe(20);
  for (let i = 0; i < 50; i++) pace.after(5000);
  expect(pace.size).toBe(10);
});

it('pace: a batch → a rest of the same time, at most three seconds', () => {
  const pace = new Pace();
  expect(pace.after(300)).toBe(300);
  expect(pace.after(60_000)).toBe(3000);
});
