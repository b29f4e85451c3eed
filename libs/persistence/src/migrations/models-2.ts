import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** Versions of models may be deleted; and how many decisions each model had its word in, by day (UTC). */
export class Models1795000003250 implements MigrationInterface {
  readonly name = 'Models1795000003250';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('grant delete on models.versions to caracal_app');
    await this.actions(queryRunner, `'uploaded', 'promoted', 'rolled_back', 'retired', 'deleted'`);
    await queryRunner.query(`
      create table models.decision_counts (
        tenant_id text not null,
        day date not null,
        -- As decisions name it: name@version.
        model text not null,
        role text not null,
        livemode boolean not null,
        -- Each partition of the log has rows of its own, so that its consumers never wait for each other.
        log_partition integer not null,
        decisions bigint not null,
        primary key (tenant_id, day, model, role, livemode, log_partition)
      ) with (fillfactor = 70)`);
    await tenantTable(queryRunner, 'models.decision_counts');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table models.decision_counts');
    await this.actions(queryRunner, `'uploaded', 'promoted', 'rolled_back', 'retired'`);
    await queryRunner.query('revoke delete on models.versions from caracal_app');
  }

  private async actions(queryRunner: QueryRunner, actions: string): Promise<void> {
    await queryRunner.query('alter table models.history drop constraint history_action_check');
    // Not held against rows that are there: going back, a deletion stays in the history.
    await queryRunner.query(
      `alter table models.history add constraint history_action_check check (action in (${actions})) not valid`,
    );
  }
}
