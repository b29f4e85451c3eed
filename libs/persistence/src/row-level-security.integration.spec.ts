import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from './testing/index.js';

/**
 * Tenant A tries everything with tenant B's rows, in every table that has tenants' rows, found in the catalogue: a
 * table that a later migration adds is tried too. The database is thrown away, so what only stands in the way of
 * making rows (checks, references) is removed first.
 */
const OWN = `(array_position(( SELECT string_to_array(current_setting('app.tenants'::text, true), ','::text) AS string_to_array), tenant_id) IS NOT NULL)`;

let db: TestDatabase;
let root: pg.Client;
let app: pg.Client;
let tables: TenantTable[];

beforeAll(async () => {
  db = await testDatabase();
  root = await connected(db.superuserUrl);
  app = await connected(db.appUrl);
  tables = await tenantTables(root);
  for (const table of tables) await addRows(root, table);
});
afterAll(async () => {
  await app.end();
  await root.end();
});

describe('tables with tenants’ rows', () => {
  test('there are some, in several schemas', () => {
    expect(tables.length).toBeGreaterThan(8);
    expect(new Set(tables.map((table) => table.name.split('.')[0])).size).toBeGreaterThan(2);
  });

  test('each has row-level security, forced, with our policy for reading and writing', async () => {
    const { rows } = await root.query<{ name: string; qual: string; check: string }>(`
      select n.nspname || '.' || c.relname as name,
        pg_get_expr(p.polqual, c.oid) as qual, pg_get_expr(p.polwithcheck, c.oid) as check
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_policy p on p.polrelid = c.oid
      where c.relrowsecurity and c.relforcerowsecurity and p.polname = 'tenant_isolation'
        and p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'`);
    const policies = new Map(rows.map((row) => [row.name, row]));
    for (const table of tables) {
      const own = OWN.replace('tenant_id', table.column);
      expect(policies.get(table.name), table.name).toMatchObject({ qual: own, check: own });
    }
  });

  test('no other policy lets the application’s role in', async () => {
    const { rows } = await root.query(`
      select polname, polrelid::regclass as table from pg_policy
      where polname <> 'tenant_isolation'
        and (polcmd <> 'r' or 0 = any(polroles) or 'caracal_app'::regrole = any(polroles) or
             exists (select from unnest(polroles) r where pg_has_role('caracal_app', r, 'member')))`);
    expect(rows).toEqual([]);
  });

  test('partitions and views are no way around', async () => {
    const { rows } = await root.query(`
      select c.oid::regclass as name from pg_class c
      where c.relkind in ('v', 'm', 'f')
        and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
        and has_table_privilege('caracal_app', c.oid, 'select')
        and not coalesce(c.reloptions @> '{security_invoker=true}', false)`);
    expect(rows).toEqual([]);
  });
});

describe('the application’s role', () => {
  test('is no superuser, bypasses nothing, owns nothing, is member of nothing', async () => {
    const { rows } = await root.query(`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        exists (select from pg_class where relowner = r.oid) as owns,
        exists (select from pg_namespace where nspowner = r.oid) as owns_schema,
        exists (select from pg_auth_members where member = r.oid) as member
      from pg_roles r where rolname = 'caracal_app'`);
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        owns: false,
        owns_schema: false,
        member: false,
      },
    ]);
  });

  test('can’t truncate, alter or drop, and can’t create', async () => {
    for (const { name } of tables) {
      for (const statement of [
        `truncate ${name}`,
        `alter table ${name} disable row level security`,
        `drop policy tenant_isolation on ${name}`,
        `drop table ${name}`,
      ]) {
        await expect(app.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      }
    }
    for (const schema of ['public', 'tenancy', 'persistence']) {
      await expect(app.query(`create table ${schema}.mine (id int)`)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(app.query('set role caracal_owner')).rejects.toMatchObject({ code: '42501' });
  });

  test('functions that run as their owner: only what a look-up needs, with a fixed search path', async () => {
    const { rows } = await root.query<{ name: string; config: string[] | null; open: boolean }>(`
      select p.oid::regproc::text as name, p.proconfig as config, has_function_privilege('public', p.oid, 'execute') as open
      from pg_proc p where p.prosecdef and p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`);
    expect(rows.map((row) => row.name)).toEqual(
      expect.arrayContaining(['tenancy.tenant_of_api_key', 'persistence.outbox_tenants']),
    );
    for (const row of rows) {
      expect(row.open, `${row.name} is closed to public`).toBe(false);
      expect(
        row.config?.some((setting) => setting.startsWith('search_path=')),
        `${row.name} has a search path`,
      ).toBe(true);
    }
  });
});

describe('tenant A', () => {
  test('sees its own rows and none of B’s', async () => {
    await actFor('ten_a');
    for (const { name, column } of tables) {
      const { rows } = await app.query<{ tenant: string }>(`select ${column} as tenant from ${name}`);
      expect(rows, name).toEqual([{ tenant: 'ten_a' }]);
    }
  });

  test('can’t insert rows of B', async () => {
    await actFor('ten_a');
    for (const { name, column } of tables) {
      await expect(app.query(`insert into ${name} (${column}) values ('ten_b')`), name).rejects.toMatchObject({
        code: '42501',
      });
    }
  });

  test('can’t give a row to B', async () => {
    await actFor('ten_a');
    for (const { name, column } of tables) {
      await expect(app.query(`update ${name} set ${column} = 'ten_b'`), name).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('changes and deletes none of B’s rows', async () => {
    await actFor('ten_a');
    for (const { name, column } of tables) {
      await app.query('begin');
      for (const statement of [
        `update ${name} set ${column} = ${column} where ${column} = 'ten_b'`,
        `delete from ${name} where ${column} = 'ten_b'`,
      ]) {
        expect(await touched(statement), statement).toBe(0);
      }
      await app.query('rollback');
    }
    for (const { name, column } of tables) {
      const { rowCount } = await root.query(`select from ${name} where ${column} = 'ten_b'`);
      expect(rowCount, name).toBe(1);
    }
  });

  test.each(['', ',', 'ten_', 'TEN_B', 'ten_b ', '{ten_b}', '%'])(
    'app.tenants = %j: no row of anyone',
    async (setting) => {
      await actFor(setting);
      for (const { name } of tables) expect((await app.query(`select from ${name}`)).rowCount, name).toBe(0);
    },
  );
});

describe('a connection that never said for whom', () => {
  test('sees nothing and writes nothing', async () => {
    const fresh = await connected(db.appUrl);
    try {
      for (const { name, column } of tables) {
        expect((await fresh.query(`select from ${name}`)).rowCount, name).toBe(0);
        await expect(fresh.query(`insert into ${name} (${column}) values ('ten_a')`), name).rejects.toMatchObject({
          code: '42501',
        });
      }
    } finally {
      await fresh.end();
    }
  });
});

interface TenantTable {
  readonly name: string;
  /** Names the row's tenant. */
  readonly column: string;
}

async function tenantTables(client: pg.Client): Promise<TenantTable[]> {
  const { rows } = await client.query<TenantTable>(`
    select n.nspname || '.' || c.relname as name, a.attname as column
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
      and (a.attname = 'tenant_id' or (c.oid = 'tenancy.tenants'::regclass and a.attname = 'id'))
    order by 1`);
  return rows;
}

/** One row of A and one of B, as bare as the primary key allows. */
async function addRows(client: pg.Client, { name, column }: TenantTable): Promise<void> {
  await client.query('set session_replication_role = replica');
  const constraints = await client.query<{ conname: string }>(
    `select conname from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f')`,
    [name],
  );
  for (const { conname } of constraints.rows) {
    await client.query(`alter table ${name} drop constraint ${pg.escapeIdentifier(conname)}`);
  }
  const columns = await client.query<{ attname: string; type: string; key: boolean; notnull: boolean; made: boolean }>(
    `select a.attname, format_type(a.atttypid, null) as type, a.attnotnull as notnull,
       a.attidentity <> '' or a.attgenerated <> '' as made,
       exists (select from pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any(i.indkey)) as key
     from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [name],
  );
  for (const { attname, key, notnull, made } of columns.rows) {
    if (notnull && !key && !made) {
      await client.query(`alter table ${name} alter ${pg.escapeIdentifier(attname)} drop not null`);
    }
  }
  const keys = columns.rows.filter((col) => col.key && !col.made && col.attname !== column);
  for (const [index, tenant] of ['ten_a', 'ten_b'].entries()) {
    const names = [column, ...keys.map((col) => pg.escapeIdentifier(col.attname))].join(', ');
    const values = [`'${tenant}'`, ...keys.map((col) => valueOf(col.type, index))].join(', ');
    await client.query(`insert into ${name} (${names}) values (${values})`);
  }
}

function valueOf(type: string, index: number): string {
  if (type === 'bytea') return `'\\x0${index}'`;
  if (type === 'date' || type.startsWith('timestamp')) return `'2026-01-0${index + 1}'`;
  if (type === 'uuid') return `'00000000-0000-0000-0000-00000000000${index}'`;
  if (type === 'boolean') return index === 0 ? 'true' : 'false';
  return `'${index}'`;
}

async function actFor(tenants: string): Promise<void> {
  await app.query(`select set_config('app.tenants', $1, false)`, [tenants]);
}

/** Rows that a statement touched; none where it isn't even allowed. The transaction goes on either way. */
async function touched(statement: string): Promise<number> {
  await app.query('savepoint attempt');
  try {
    return (await app.query(statement)).rowCount ?? 0;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error;
    await app.query('rollback to attempt');
    return 0;
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
