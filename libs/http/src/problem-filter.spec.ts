import fastify from 'fastify';
import { expect, it } from 'vitest';
import { CaracalError } from '#kernel';
import { sendProblem } from './problem-filter.js';

async function answerTo(error: unknown) {
  const app = fastify();
  app.get('/', (_request, reply) => sendProblem(reply, error));
  const { statusCode, headers, body } = await app.inject('/');
  return { status: statusCode, retryAfter: headers['retry-after'], body: JSON.parse(body) as Record<string, unknown> };
}

it('what is away → 503 with when to try again, and without its address', async () => {
  const cause = new Error('connect ECONNREFUSED 10.1.2.3:5432');
  const away = new CaracalError('unavailable', `The database is unavailable: ${cause.message}`, { cause });
  expect(await answerTo(away)).toMatchObject({
    status: 503,
    retryAfter: '1',
    body: { code: 'unavailable', detail: 'The database is unavailable' },
  });
  const full = new CaracalError('overloaded', 'Too many wait already', { retryAfterMs: 2500 });
  expect(await answerTo(full)).toMatchObject({ status: 503, retryAfter: '3' });
});

it('what is wrong on our side → nothing of it, and a trace id to report', async () => {
  const { status, retryAfter, body } = await answerTo(new Error('secret'));
  expect([status, retryAfter, body['code']]).toEqual([500, undefined, 'internal']);
  expect(body['trace_id']).toMatch(/^[0-9a-f]{32}$/);
  expect(JSON.stringify(body)).not.toContain('secret');
});

it('what the client did → in words, with nothing to wait for', async () => {
  const problem = await answerTo(new CaracalError('conflict', 'It was decided: twice', { cause: new Error('x') }));
  expect(problem).toMatchObject({ status: 409, body: { detail: 'It was decided: twice' } });
  expect(problem.retryAfter).toBeUndefined();
});
