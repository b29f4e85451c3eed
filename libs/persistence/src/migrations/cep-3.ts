import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Entities of the types that tenants declare have a state, too; what may be one is checked where transactions come in. */
export class Cep1795000003330 implements MigrationInterface {
  readonly name = 'Cep1795000003330';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table cep.entity_state drop constraint entity_state_entity_type_check');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const builtIn = `('account', 'card', 'device', 'ip', 'merchant')`;
    await queryRunner.query(`delete from cep.entity_state where entity_type not in ${builtIn}`);
    await queryRunner.query(`
      alter table cep.entity_state add constraint entity_state_entity_type_check check (entity_type in ${builtIn})`);
  }
}
