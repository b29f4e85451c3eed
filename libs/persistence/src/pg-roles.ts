import pg from 'pg';

/**
 * Roles and the database, by a superuser; safe to repeat. `caracal_owner` owns the schemas and runs migrations;
 * `caracal_app` is what services log in as: it owns nothing and can't bypass row-level security.
 */
export async function prepareServer(
  superuserUrl: string,
  passwords: { readonly owner: string; readonly app: string },
  database = 'caracal',
): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    for (const [role, password] of [
      ['caracal_owner', passwords.owner],
      ['caracal_app', passwords.app],
    ] as const) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      await client.query(
        `${rowCount ? 'alter' : 'create'} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls noreplication password ${pg.escapeLiteral(password)}`,
      );
    }
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(database)} owner caracal_owner`);
    await client.query(`revoke all on database ${pg.escapeIdentifier(database)} from public`);
    await client.query(`grant connect on database ${pg.escapeIdentifier(database)} to caracal_app`);
  } finally {
    await client.end();
  }
}
