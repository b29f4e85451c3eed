import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PgSession } from './pg-session.js';
import { PgServer } from './testing/pg-server.js';

describe('session', () => {
  let server: PgServer;
  const warnings: string[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning.message);
  beforeAll(async () => {
    server = await PgServer.start();
    process.on('warning', onWarning);
  });
  afterAll(async () => {
    process.off('warning', onWarning);
    await server.stop();
  });

  it('queries: many at once → one after the other in the order of the calls, and the driver has nothing to warn of', async () => {
    const session = new PgSession({ connectionString: server.appUrl() });
    await session.query({ text: 'create temporary table calls (at serial, name integer)' });
    const calls = Array.from({ length: 50 }, (_, i) => i);
    await Promise.all(calls.map((i) => session.query({ text: 'insert into calls (name) values ($1)', values: [i] })));
    const { rows } = await session.query<{ name: number }>({ text: 'select name from calls order by at' });
    await session.close();
    expect(rows.map(({ name }) => name)).toEqual(calls);
    expect(warnings).toEqual([]);
  });

  it('queries: one fails → it alone, and the next ones run', async () => {
    const session = new PgSession({ connectionString: server.appUrl() });
    const results = await Promise.allSettled([
      session.query({ text: 'select 1' }),
      session.query({ text: 'select no_such_column' }),
      session.query({ text: 'select 1' }),
    ]);
    await session.close();
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
