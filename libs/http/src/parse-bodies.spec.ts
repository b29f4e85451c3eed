import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { parseBodies } from './parse-bodies.js';
import { asCaracalError } from './problem-filter.js';

const app = Fastify();
parseBodies(app);
app.post('/', (request) => request.body ?? null);
app.setErrorHandler((error, _, reply) => {
  const { code, message } = asCaracalError(error);
  return reply.code(400).send({ code, message });
});

async function posted(payload: string): Promise<unknown> {
  const reply = await app.inject({
    method: 'POST',
    url: '/',
    payload,
    headers: { 'content-type': 'application/json' },
  });
  return reply.json();
}

describe('bodies', () => {
  it('JSON: as it is', async () => {
    expect(await posted('{"a":[1]}')).toEqual({ a: [1] });
  });

  it.each([
    ['a comma too many', '{\n  "a": 1,\n}', 'The body is not JSON: look at line 3, column 1.'],
    ['a comma too few', '{"card":"4111111111111111" 7}', 'The body is not JSON: look at line 1, column 28.'],
    ['an end too early', '{"a": ', 'The body is not JSON: it ends too early.'],
    ['no JSON at all', 'card=4111111111111111', 'The body is not JSON.'],
  ])('%s: refused with the place, and without what was sent', async (_, text, message) => {
    expect(await posted(text)).toEqual({ code: 'malformed_json', message });
  });

  it('names that would poison an object: refused as such', async () => {
    expect(await posted('{"__proto__": {}}')).toMatchObject({ code: 'invalid_request' });
  });
});
