import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** What became known of matches after they were decided on, and transactions that came too late for the patterns. */
export class Revisions1795000002300 implements MigrationInterface {
  readonly name = 'Revisions1795000002300';

  async up(queryRunner: QueryRunner): Promise<void> {
    // When a revision last made the outcome worse: from then on a person has to look, not from the answer on.
    await queryRunner.query('alter table cases.decisions add column worsened_at_ms bigint');
    await this.matchRevisions(queryRunner);
    await this.lateTransactions(queryRunner);
  }

  private async matchRevisions(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table cases.match_revisions (
        tenant_id text not null,
        transaction_id text not null,
        id text not null,
        -- The order in which they are applied.
        position bigint generated always as identity,
        received_at_ms bigint not null,
        record bytea not null,
        -- Not before the decision is there; then what it made of the outcome, on the highest rung.
        applied boolean not null default false,
        outcome_before text,
        outcome_after text,
        primary key (tenant_id, transaction_id, id)
      )`);
    await queryRunner.query(
      'create index match_revisions_unapplied on cases.match_revisions (position) where not applied',
    );
    await queryRunner.query('create index match_revisions_age on cases.match_revisions (tenant_id, received_at_ms)');
    await tenantTable(
      queryRunner,
      'cases.match_revisions',
      'select, insert, update (applied, outcome_before, outcome_after), delete',
    );
    // Those that wait are looked for over all tenants: their keys first, and then with the tenants named.
    await queryRunner.query(
      'create policy owner_lookup on cases.match_revisions for select to current_user using (true)',
    );
    await queryRunner.query(`
      create function cases.unapplied_revisions(after_position bigint, rows_max integer)
      returns table ("position" bigint, tenant_id text, transaction_id text)
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$
        select r.position, r.tenant_id, r.transaction_id from cases.match_revisions r
        where not r.applied and r.position > after_position order by r.position limit rows_max
      $$`);
    await queryRunner.query('revoke all on function cases.unapplied_revisions(bigint, integer) from public');
    await queryRunner.query('grant execute on function cases.unapplied_revisions(bigint, integer) to caracal_app');
  }

  private async lateTransactions(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table cases.late_transactions (
        tenant_id text not null,
        transaction_id text not null,
        livemode boolean not null,
        external_id text not null,
        account_id text not null,
        amount_minor bigint not null,
        currency text not null,
        occurred_at_ms bigint not null,
        received_at_ms bigint not null,
        -- For whose patterns it was too late, how far behind and why; each partition of the matcher adds its own.
        entities jsonb not null,
        beyond_lateness boolean not null,
        beyond_reach boolean not null,
        primary key (tenant_id, transaction_id)
      )`);
    await queryRunner.query(`
      create index late_transactions_newest on cases.late_transactions
        (tenant_id, livemode, received_at_ms desc, transaction_id desc) include (beyond_lateness, beyond_reach)`);
    await tenantTable(queryRunner, 'cases.late_transactions');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table cases.late_transactions');
    await queryRunner.query('drop function cases.unapplied_revisions(bigint, integer)');
    await queryRunner.query('drop table cases.match_revisions');
    await queryRunner.query('alter table cases.decisions drop column worsened_at_ms');
  }
}
