import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** What `cases` keeps beside the decisions: cases with their notes and history, what came later, and counts for the live page. */
export class Cases1795000001100 implements MigrationInterface {
  readonly name = 'Cases1795000001100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table cases.cases (
        id text primary key,
        tenant_id text not null,
        transaction_id text not null,
        livemode boolean not null,
        status text not null default 'open' check (status in ('open', 'decided')),
        cause text not null check (cause in ('review', 'worse_after_answer', 'challenge_failed')),
        opened_at_ms bigint not null,
        due_at_ms bigint not null,
        -- Amount times probability, in minor units; the rank has it in major units, so that yen and dollars compare.
        expected_loss bigint not null,
        loss_rank float8 not null,
        score smallint not null,
        assignee text,
        locked_until_ms bigint,
        verdict text check (verdict in ('approve', 'decline')),
        verdict_reason text,
        decided_at_ms bigint,
        decided_by text,
        version integer not null default 1,
        unique (tenant_id, transaction_id),
        check ((status = 'decided') = (verdict is not null))
      )`);
    // One index for each way to sort the queue; those of decided cases are read newest first.
    for (const [name, columns, condition] of [
      ['loss', 'loss_rank desc, id desc', 'open'],
      ['score', 'score desc, id desc', 'open'],
      ['due', 'due_at_ms, id', 'open'],
      ['opened', 'opened_at_ms, id', 'open'],
      ['decided', 'decided_at_ms desc, id desc', 'decided'],
    ] as const)
      await queryRunner.query(
        `create index cases_${name} on cases.cases (tenant_id, livemode, ${columns}) where status = '${condition}'`,
      );
    await tenantTable(queryRunner, 'cases.cases');

    await queryRunner.query(`
      create table cases.notes (
        id text primary key,
        tenant_id text not null,
        case_id text not null,
        author text not null,
        body text not null,
        at_ms bigint not null
      )`);
    await queryRunner.query('create index notes_of_case on cases.notes (tenant_id, case_id, at_ms)');
    await tenantTable(queryRunner, 'cases.notes', 'select, insert');

    await queryRunner.query(`
      create table cases.audit (
        id bigint generated always as identity primary key,
        tenant_id text not null,
        case_id text not null,
        at_ms bigint not null,
        actor text,
        action text not null,
        detail text not null
      )`);
    await queryRunner.query('create index audit_of_case on cases.audit (tenant_id, case_id, id)');
    await tenantTable(queryRunner, 'cases.audit', 'select, insert');

    // On its own, because a result may come before the decision that it is of.
    await queryRunner.query(`
      create table cases.verifications (
        tenant_id text not null,
        transaction_id text not null,
        challenge_id text not null,
        result text not null check (result in ('passed', 'failed', 'expired', 'cancelled')),
        attempts integer not null,
        resolved_at_ms bigint not null,
        primary key (tenant_id, transaction_id)
      )`);
    await queryRunner.query('create index verifications_challenge on cases.verifications (tenant_id, challenge_id)');
    await tenantTable(queryRunner, 'cases.verifications', 'select, insert');

    await queryRunner.query(`
      create table cases.labels (
        tenant_id text not null,
        transaction_id text not null,
        id text not null,
        event text not null,
        verdict text not null,
        source text not null,
        weight float8 not null,
        occurred_at_ms bigint not null,
        known_at_ms bigint not null,
        actor text not null,
        note text not null,
        primary key (tenant_id, transaction_id, id)
      )`);
    await tenantTable(queryRunner, 'cases.labels', 'select, insert');

    // Ten-second counts, one row for each partition of the log, so that its consumers never wait for each other.
    await queryRunner.query(`
      create table cases.decision_counts (
        tenant_id text not null,
        livemode boolean not null,
        bucket_ms bigint not null,
        log_partition integer not null,
        currency text not null,
        -- What each place counts: apps/cases/src/decision-counts.ts.
        counts integer[] not null,
        declined_minor bigint not null,
        primary key (tenant_id, livemode, bucket_ms, log_partition, currency)
      ) with (fillfactor = 70)`);
    await queryRunner.query(`
      create function cases.add_counts(a integer[], b integer[]) returns integer[]
      language sql immutable set search_path = pg_catalog, pg_temp
      as 'select array_agg(coalesce(x, 0) + coalesce(y, 0) order by i)
          from unnest(a, b) with ordinality as both_sides (x, y, i)'`);
    await queryRunner.query('revoke execute on function cases.add_counts(integer[], integer[]) from public');
    await queryRunner.query('grant execute on function cases.add_counts(integer[], integer[]) to caracal_app');
    await tenantTable(queryRunner, 'cases.decision_counts');

    await queryRunner.query(
      'create index decisions_newest on cases.decisions (tenant_id, livemode, decided_at_ms desc, transaction_id desc)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index cases.decisions_newest');
    await queryRunner.query('drop function cases.add_counts(integer[], integer[])');
    for (const table of ['decision_counts', 'labels', 'verifications', 'audit', 'notes', 'cases'])
      await queryRunner.query(`drop table cases.${table}`);
  }
}
