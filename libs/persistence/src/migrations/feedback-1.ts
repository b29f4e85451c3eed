import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, tenantTable } from './rls.js';

/** Features as they were at decision time, and what became known later; together they are what models learn from. */
export class Feedback1795000001200 implements MigrationInterface {
  readonly name = 'Feedback1795000001200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'feedback');
    await queryRunner.query(`
      create table feedback.feature_log (
        tenant_id text not null,
        transaction_id text not null,
        rung text not null check (rung in ('full', 'degraded', 'stand_in')),
        livemode boolean not null,
        feature_set text not null,
        -- Little-endian doubles in the order of the feature set; NaN where a value was not known. Empty for the stand-in.
        features bytea not null,
        model_id text not null,
        model_role text not null,
        outcome text not null,
        score smallint not null,
        probability float8,
        occurred_at_ms bigint not null,
        decided_at_ms bigint not null,
        primary key (tenant_id, transaction_id, rung)
      ) with (toast_tuple_target = 8160)`);
    await queryRunner.query('alter table feedback.feature_log alter column features set storage external');
    await queryRunner.query('create index feature_log_by_time on feedback.feature_log (tenant_id, occurred_at_ms)');
    await tenantTable(queryRunner, 'feedback.feature_log', 'select, insert');

    await queryRunner.query(`
      create table feedback.labels (
        tenant_id text not null,
        id text not null,
        transaction_id text not null,
        event text not null,
        verdict text not null check (verdict in ('fraud', 'legitimate', 'unknown')),
        source text not null check (source in ('payment_system', 'step_up', 'analyst')),
        weight float8 not null,
        occurred_at_ms bigint not null,
        known_at_ms bigint not null,
        actor text not null,
        note text not null,
        primary key (tenant_id, id)
      )`);
    await queryRunner.query(
      'create index labels_of_transaction on feedback.labels (tenant_id, transaction_id, known_at_ms)',
    );
    await queryRunner.query('create index labels_by_time on feedback.labels (tenant_id, known_at_ms)');
    await tenantTable(queryRunner, 'feedback.labels', 'select, insert');

    // What is believed at a moment, for training on the past as it was known then: the strongest word wins, the newest of
    // equals. An "unknown" with weight takes back all that its source said before; without weight it is only a remark.
    await queryRunner.query(`
      create function feedback.labels_at(known_until_ms bigint)
      returns table (tenant_id text, transaction_id text, label_id text, event text, verdict text, source text,
                     weight float8, occurred_at_ms bigint, known_at_ms bigint)
      language sql stable set search_path = pg_catalog, pg_temp
      as 'select distinct on (l.tenant_id, l.transaction_id)
            l.tenant_id, l.transaction_id, l.id, l.event, l.verdict, l.source, l.weight, l.occurred_at_ms, l.known_at_ms
          from feedback.labels l
          where l.known_at_ms <= known_until_ms and l.verdict <> ''unknown''
            and not exists (
              select from feedback.labels w
              where w.tenant_id = l.tenant_id and w.transaction_id = l.transaction_id and w.source = l.source
                and w.verdict = ''unknown'' and w.weight > 0
                and w.known_at_ms >= l.known_at_ms and w.known_at_ms <= known_until_ms)
          order by l.tenant_id, l.transaction_id, l.weight desc, l.known_at_ms desc, l.id desc'`);
    await queryRunner.query('revoke execute on function feedback.labels_at(bigint) from public');
    await queryRunner.query('grant execute on function feedback.labels_at(bigint) to caracal_app');
    await queryRunner.query(`
      create view feedback.current_labels with (security_invoker = true) as
      select * from feedback.labels_at(9223372036854775807)`);
    await queryRunner.query('grant select on feedback.current_labels to caracal_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema feedback cascade');
  }
}
