import type { QueryRunner } from 'typeorm';

/**
 * What every migration uses to open its tables to the application's role. A table with tenants' rows goes through
 * `tenantTable`, any other through `systemTable`; a test finds tables that went through neither.
 */
export async function appSchema(queryRunner: QueryRunner, schema: string): Promise<void> {
  await queryRunner.query(`create schema if not exists ${identifier(schema)}`);
  await queryRunner.query(`grant usage on schema ${identifier(schema)} to caracal_app`);
}

/** Row-level security, forced for the owner too: only rows of the tenants in `app.tenants` are seen and taken. */
export async function tenantTable(queryRunner: QueryRunner, table: string, grants = READ_WRITE): Promise<void> {
  await tenantRows(queryRunner, table, 'tenant_id', grants);
}

/** The same for a table whose tenant is named by another column. */
export async function tenantRows(
  queryRunner: QueryRunner,
  table: string,
  column: string,
  grants = READ_WRITE,
): Promise<void> {
  const name = identifier(table);
  const own = `${identifier(column)} = any(string_to_array(current_setting('app.tenants', true), ','))`;
  await queryRunner.query(`alter table ${name} enable row level security`);
  await queryRunner.query(`alter table ${name} force row level security`);
  await queryRunner.query(`create policy tenant_isolation on ${name} using (${own}) with check (${own})`);
  await queryRunner.query(`grant ${grants} on ${name} to caracal_app`);
}

/** A table without tenants: checkpoints and the like. */
export async function systemTable(queryRunner: QueryRunner, table: string, grants = READ_WRITE): Promise<void> {
  await queryRunner.query(`grant ${grants} on ${identifier(table)} to caracal_app`);
}

export const READ_WRITE = 'select, insert, update, delete';

function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(name)) throw new TypeError(`not a plain name: ${name}`);
  return name;
}
