import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a payment system says comes from several sources, each of which may take back its own word. */
export class Feedback1795000003510 implements MigrationInterface {
  readonly name = 'Feedback1795000003510';

  async up(queryRunner: QueryRunner): Promise<void> {
    // As `labelChangeOf` has it.
    await queryRunner.query(`
      create function feedback.label_source(event text) returns text
      language sql immutable parallel safe
      as 'select case
            when event like ''chargeback%'' then ''chargeback''
            when event like ''early_fraud_warning%'' then ''early_warning''
            when event like ''customer%'' then ''customer''
            when event like ''analyst%'' then ''analyst''
            when event like ''step_up%'' then ''step_up''
            else event end'`);
    await queryRunner.query('revoke execute on function feedback.label_source(text) from public');
    await queryRunner.query('grant execute on function feedback.label_source(text) to caracal_app');
    // What is believed at a moment: of each source the newest word, none that was taken back; of these the strongest, the
    // newest of equals. An "unknown" with weight takes back what its source said before, and what happened before it though
    // it became known later. Without settings of its own, so that it becomes part of the query and its indexes are used.
    await queryRunner.query(`
      create or replace function feedback.labels_at(known_until_ms bigint)
      returns table (tenant_id text, transaction_id text, label_id text, event text, verdict text, source text,
                     weight float8, occurred_at_ms bigint, known_at_ms bigint)
      language sql stable
      as 'select distinct on (s.tenant_id, s.transaction_id)
            s.tenant_id, s.transaction_id, s.id, s.event, s.verdict, s.source, s.weight, s.occurred_at_ms, s.known_at_ms
          from (
            select distinct on (l.tenant_id, l.transaction_id, feedback.label_source(l.event)) l.*
            from feedback.labels l
            where l.known_at_ms <= known_until_ms and l.verdict <> ''unknown''
              and not exists (
                select from feedback.labels w
                where w.tenant_id = l.tenant_id and w.transaction_id = l.transaction_id
                  and feedback.label_source(w.event) = feedback.label_source(l.event)
                  and w.verdict = ''unknown'' and w.weight > 0 and w.known_at_ms <= known_until_ms
                  and (w.known_at_ms >= l.known_at_ms or w.occurred_at_ms >= l.occurred_at_ms))
            order by l.tenant_id, l.transaction_id, feedback.label_source(l.event), l.known_at_ms desc, l.id desc) s
          order by s.tenant_id, s.transaction_id, s.weight desc, s.known_at_ms desc, s.id desc'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create or replace function feedback.labels_at(known_until_ms bigint)
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
    await queryRunner.query('drop function feedback.label_source(text)');
  }
}
