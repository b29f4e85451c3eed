import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['card_fingerprint', 'device_id', 'ip', 'merchant_id'] as const;

/** The newest decisions of any entity without reading all that it has: a merchant may have millions. As of accounts before. */
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
