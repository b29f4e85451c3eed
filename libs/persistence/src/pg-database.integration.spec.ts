import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaracalError } from '#kernel';
import { TenantEntity, UserEntity } from './entities/tenancy.entity.js';
import { isUniqueViolation } from './pg-errors.js';
import { PgDatabase } from './pg-database.js';
import { type TestDatabase, testDatabase } from './testing/index.js';

let db: TestDatabase;
let root: pg.Client;
beforeAll(async () => {
  db = await testDatabase();
  root = new pg.Client({ connectionString: db.superuserUrl });
  await root.connect();
  for (const id of ['ten_a', 'ten_b']) {
    await root.query(
      `insert into tenancy.tenants (id, name, slug, settings, created_at) values ($1, $1, $1, '{}', now())`,
      [id],
    );
  }
});
afterAll(() => root.end());

const seen = async (tenants: readonly string[], database = db.database): Promise<string[]> =>
  (await database.query<{ id: string }>(tenants, 'select id from tenancy.tenants order by id')).map((row) => row.id);

describe('query', () => {
  test('one tenant, several, none: their rows', async () => {
    expect(await seen(['ten_a'])).toEqual(['ten_a']);
    expect(await seen(['ten_b', 'ten_a', 'ten_b'])).toEqual(['ten_a', 'ten_b']);
    expect(await seen([])).toEqual([]);
  });

  test('many at once for changing tenants: each sees its own', async () => {
    const asked = Array.from({ length: 200 }, (_, i) => [['ten_a'], ['ten_b'], ['ten_a', 'ten_b'], []][i % 4]!);
    expect(await Promise.all(asked.map((tenants) => seen(tenants)))).toEqual(asked);
  });

  test.each(['a,b', '', 'a b', `a'--`, 'ä', 'x'.repeat(65), '{a}'])('tenant id %j: refused', async (id) => {
    await expect(seen([id])).rejects.toBeInstanceOf(TypeError);
    await expect(seen(['ten_a', id])).rejects.toBeInstanceOf(TypeError);
  });

  test('the same tenants again: one statement reaches the server', async () => {
    const single = new PgDatabase({ url: db.appUrl, connectionsMax: 1, applicationName: 'steady' });
    try {
      await seen(['ten_a'], single);
      await single.query(['ten_a'], 'select 1');
      const { rows } = await root.query(`select query from pg_stat_activity where application_name = 'steady'`);
      expect(rows).toEqual([{ query: 'select 1' }]);
      await single.query(['ten_b'], 'select 2');
      expect(await seen(['ten_a'], single)).toEqual(['ten_a']);
    } finally {
      await single.close();
    }
  });

  test('named statement: prepared once, with parameters and bytes', async () => {
    const statement = { name: 'echo', text: 'select $1::int + 1 as number, $2::bytea as bytes, $3::bigint as big' };
    for (let i = 0; i < 3; i++) {
      const [row] = await db.database.query([], statement, [i, Buffer.from([0, 255]), 1_795_000_000_000]);
      expect(row).toEqual({ number: i + 1, bytes: Buffer.from([0, 255]), big: 1_795_000_000_000 });
    }
  });

  test('bigint, alone and in arrays: numbers', async () => {
    expect(
      await db.database.query([], `select 9007199254740991::bigint as one, '{1,null,-2}'::bigint[] as many`),
    ).toEqual([{ one: Number.MAX_SAFE_INTEGER, many: [1, null, -2] }]);
  });

  test('an error of the statement: as PostgreSQL says it, and the connection goes on', async () => {
    const single = new PgDatabase({ url: db.appUrl, connectionsMax: 1 });
    try {
      const [before] = await single.query([], 'select pg_backend_pid() as pid');
      await expect(single.query([], 'select 1/0')).rejects.toMatchObject({ code: '22012' });
      expect(await single.query([], 'select pg_backend_pid() as pid')).toEqual([before]);
    } finally {
      await single.close();
    }
  });

  test('a statement that takes too long: unavailable, and the pool goes on', async () => {
    const hurried = new PgDatabase({ url: db.appUrl, connectionsMax: 1, statementTimeoutMs: 2_000 });
    try {
      await expect(hurried.query([], 'select pg_sleep(600)')).rejects.toMatchObject({ code: 'unavailable' });
      expect(await hurried.query([], 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await hurried.close();
    }
  });
});

describe('withTenants', () => {
  const newUser = (tenant: string, id: string): [string, unknown[]] => [
    `insert into tenancy.users (id, tenant_id, name, email, role, created_at) values ($1, $2, 'n', $1, 'viewer', now())`,
    [id, tenant],
  ];
  const users = async (): Promise<string[]> =>
    (await root.query<{ id: string }>('select id from tenancy.users order by id')).rows.map((row) => row.id);

  test('resolved: committed; thrown: rolled back', async () => {
    await db.database.withTenants(['ten_a'], (sql) => sql.query(...newUser('ten_a', 'usr_1')));
    const gone = db.database.withTenants(['ten_a'], async (sql) => {
      await sql.query(...newUser('ten_a', 'usr_2'));
      throw new Error('changed my mind');
    });
    await expect(gone).rejects.toThrow('changed my mind');
    expect(await users()).toEqual(['usr_1']);
  });

  test('after a rollback: the connection still acts for whom it should', async () => {
    const single = new PgDatabase({ url: db.appUrl, connectionsMax: 1 });
    try {
      await expect(single.withTenants(['ten_a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await seen(['ten_a'], single)).toEqual(['ten_a']);
      expect(await seen(['ten_b'], single)).toEqual(['ten_b']);
    } finally {
      await single.close();
    }
  });

  test('another tenant’s row: refused', async () => {
    await expect(
      db.database.withTenants(['ten_a'], (sql) => sql.query(...newUser('ten_b', 'usr_3'))),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('a failed statement that was swallowed: rejects instead of claiming a commit', async () => {
    const swallowed = db.database.withTenants(['ten_a'], async (sql) => {
      await sql.query(...newUser('ten_a', 'usr_4'));
      await sql.query('select 1/0').catch(() => undefined);
    });
    await expect(swallowed).rejects.toBeInstanceOf(CaracalError);
    expect(await users()).not.toContain('usr_4');
  });

  test('unique violation: recognised, by name too', async () => {
    const again = await db.database
      .withTenants(['ten_a'], (sql) => sql.query(...newUser('ten_a', 'usr_1')))
      .catch((error: unknown) => error);
    expect(isUniqueViolation(again)).toBe(true);
    expect(isUniqueViolation(again, 'users_pkey')).toBe(true);
    expect(isUniqueViolation(again, 'users_email')).toBe(false);
  });

  test('system: no tenant’s rows', async () => {
    expect(await db.database.system((sql) => sql.query('select id from tenancy.tenants'))).toEqual([]);
  });
});

describe('entities', () => {
  test('under the tenants given, in one transaction', async () => {
    const found = await db.database.withEntities(['ten_b'], async (entities) => {
      await entities.save(UserEntity, {
        id: 'usr_b',
        tenantId: 'ten_b',
        name: 'Bea',
        email: 'bea@example.com',
        role: 'analyst',
        createdAt: new Date(0),
      });
      return entities.find(TenantEntity);
    });
    expect(found.map((tenant) => tenant.id)).toEqual(['ten_b']);
    expect(await db.database.query(['ten_b'], 'select name from tenancy.users')).toEqual([{ name: 'Bea' }]);
  });

  test('outside of it: nothing is seen', async () => {
    expect(await db.database.dataSource.getRepository(TenantEntity).find()).toEqual([]);
  });
});

describe('health', () => {
  test('migrated and the application’s role → fit', async () => {
    await expect(db.database.checkHealth()).resolves.toBeUndefined();
    await expect(db.database.checkHealth()).resolves.toBeUndefined();
  });

  test.each([
    ['a superuser', () => db.superuserUrl, 'bypasses row-level security'],
    ['a database without tables', () => db.appUrl.replace(/\/test_\w+/, '/postgres'), 'not migrated'],
    ['no server', () => 'postgresql://caracal_app:x@127.0.0.1:1/caracal', 'unavailable'],
    ['a wrong password', () => db.appUrl.replace(/:[^:@]+@/, ':wrong@'), 'unavailable'],
  ])('%s → says so, without the password', async (_, url, reason) => {
    const other = new PgDatabase({ url: url() });
    try {
      const error = await other.checkHealth().catch((e: unknown) => e);
      expect(error).toBeInstanceOf(CaracalError);
      expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining(reason) as string });
      expect(String(error)).not.toContain(new URL(db.appUrl).password);
    } finally {
      await other.close();
    }
  });
});

describe('outage', () => {
  test('connections cut: the next calls get new ones', async () => {
    await Promise.all(Array.from({ length: 6 }, () => seen(['ten_a'])));
    await root.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'caracal_app'`);
    // A connection can be taken from the pool before the news of its end is read; that call says unavailable.
    for (let tries = 0; tries < 20; tries++) {
      const result = await seen(['ten_a']).catch((error: unknown) => error);
      if (Array.isArray(result)) break;
      expect(result).toMatchObject({ code: 'unavailable' });
    }
    expect(await seen(['ten_a'])).toEqual(['ten_a']);
  });

  test('in the middle of a transaction: unavailable, nothing kept', async () => {
    const cut = db.database.withTenants(['ten_a'], async (sql) => {
      const [me] = await sql.query<{ pid: number }>('select pg_backend_pid() as pid');
      await sql.query(`insert into tenancy.users (id, tenant_id, name, email, role, created_at)
        values ('usr_cut', 'ten_a', 'n', 'cut', 'viewer', now())`);
      await root.query('select pg_terminate_backend($1, 1000)', [me!.pid]);
      await sql.query('select 1');
    });
    await expect(cut).rejects.toMatchObject({ code: 'unavailable' });
    expect(await db.database.query(['ten_a'], `select 1 from tenancy.users where id = 'usr_cut'`)).toEqual([]);
  });
});

describe('listen', () => {
  test('hears what is sent, and after its connection was cut is told that it may have missed something', async () => {
    const heard: string[] = [];
    const until = async (text: string, times: number): Promise<void> => {
      await expect.poll(() => heard.filter((payload) => payload === text).length).toBe(times);
    };
    const listening = db.database.listen('news', (payload) => heard.push(payload));
    await until('', 1);
    await root.query(`notify news, 'one'`);
    await until('one', 1);
    await root.query(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen "news"'`);
    await until('', 2);
    await root.query(`notify news, 'two'`);
    await until('two', 1);
    await listening.close();
    await root.query(`notify news, 'three'`);
    await expect
      .poll(async () => (await root.query(`select from pg_stat_activity where query = 'listen "news"'`)).rowCount)
      .toBe(0);
    expect(heard).not.toContain('three');
  });
});
