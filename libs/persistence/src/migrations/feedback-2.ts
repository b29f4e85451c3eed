import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

const REMOVABLE = [
  'feedback.feature_log',
  'feedback.labels',
  'ingestion.event_claims',
  'cases.decisions',
  'cases.decision_entities',
  'cases.labels',
  'cases.verifications',
];

/** What was kept of features before their meanings were is completed. */
const SETS = ['features.sets', 'features.pack_sets'];

/** What is archived may be removed; which parts of the archive that was done for is kept, so that each is read once. */
export class Feedback1795000003400 implements MigrationInterface {
  readonly name = 'Feedback1795000003400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table feedback.archived_parts (
        tenant_id text not null,
        store text not null check (store in ('feature_log', 'labels', 'claims', 'decisions')),
        -- Within the tenant's folder.
        part text not null,
        primary key (tenant_id, store, part)
      )`);
    await tenantTable(queryRunner, 'feedback.archived_parts', 'select, insert');
    for (const table of REMOVABLE) await queryRunner.query(`grant delete on ${table} to caracal_app`);
    // Pages of one mode, from either end.
    await queryRunner.query('drop index feedback.feature_log_by_time');
    await queryRunner.query(
      'create index feature_log_by_time on feedback.feature_log (tenant_id, livemode, occurred_at_ms)',
    );
    for (const table of SETS) await queryRunner.query(`grant update (features) on ${table} to caracal_app`);
    await queryRunner.query('create index event_claims_by_time on ingestion.event_claims (tenant_id, reported_at_ms)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index ingestion.event_claims_by_time');
    for (const table of SETS) await queryRunner.query(`revoke update (features) on ${table} from caracal_app`);
    await queryRunner.query('drop index feedback.feature_log_by_time');
    await queryRunner.query('create index feature_log_by_time on feedback.feature_log (tenant_id, occurred_at_ms)');
    for (const table of REMOVABLE) await queryRunner.query(`revoke delete on ${table} from caracal_app`);
    await queryRunner.query('drop table feedback.archived_parts');
  }
}
