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
  // A sub-select, so that the setting is taken apart once a statement and not once a row. Not `= any`, which the planner
  // would look up in indexes: with the statement's own `tenant_id = …` beside it, it no longer sees that a key is unique.
  const tenants = `(select string_to_array(current_setting('app.tenants', true), ','))`;
  const own = `array_position(${tenants}, ${identifier(column)}) is not null`;
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
