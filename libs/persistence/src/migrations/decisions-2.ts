import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['device_id', 'ip', 'merchant_id'] as const;

/**
 * The newest decisions of an entity without reading all that it has: a merchant, a terminal or an address may have millions.
 * Of accounts it was so before; a card has few, and its index without the time takes a quarter of the space.
 */
export class Decisions1795000002620 implements MigrationInterface {
  readonly name = 'Decisions1795000002620';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) {
      await queryRunner.query(`drop index cases.decisions_tenant_id_${column}_idx`);
      await queryRunner.query(
        `create index decisions_${column} on cases.decisions (tenant_id, ${column}, occurred_at_ms desc)
          where ${column} is not null`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) {
      await queryRunner.query(`drop index cases.decisions_${column}`);
      await queryRunner.query(`create index on cases.decisions (tenant_id, ${column}) where ${column} is not null`);
    }
  }
}
