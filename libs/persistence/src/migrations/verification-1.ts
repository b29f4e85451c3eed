import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, tenantTable } from './rls.js';

/** Challenges, the messages on their way to payers, and the sandbox outbox. */
export class Verification1795000001000 implements MigrationInterface {
  readonly name = 'Verification1795000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'verification');
    await queryRunner.query(`
      create table verification.challenges (
        id text primary key,
        tenant_id text not null,
        transaction_id text not null,
        external_id text not null,
        account_id text not null,
        livemode boolean not null,
        status text not null default 'pending' check (status in ('pending', 'passed', 'failed', 'expired', 'cancelled')),
        channel text not null check (channel in ('sandbox', 'webhook', 'email')),
        amount_minor bigint not null,
        currency text not null,
        -- Personal data and the hash of the code are erased when the challenge ends.
        email text not null,
        code_hash bytea,
        attempts smallint not null default 0,
        sends smallint not null default 1,
        last_sent_at_ms bigint not null,
        created_at_ms bigint not null,
        expires_at_ms bigint not null,
        resolved_at_ms bigint,
        traceparent text
      )`);
    await queryRunner.query(
      `create index challenges_overdue on verification.challenges (expires_at_ms) where status = 'pending'`,
    );
    await tenantTable(queryRunner, 'verification.challenges');

    await queryRunner.query(`
      create table verification.deliveries (
        id text primary key,
        tenant_id text not null,
        challenge_id text not null references verification.challenges (id) on delete cascade,
        channel text not null check (channel in ('webhook', 'email')),
        status text not null default 'waiting' check (status in ('waiting', 'delivered', 'failed')),
        -- Encrypted under the suite's secret; erased when the message is out or given up.
        sealed_code bytea,
        tries smallint not null default 0,
        next_at_ms bigint not null,
        created_at_ms bigint not null,
        done_at_ms bigint,
        problem text,
        check (status = 'waiting' or sealed_code is null)
      )`);
    await queryRunner.query(
      `create index deliveries_due on verification.deliveries (next_at_ms) where status = 'waiting'`,
    );
    await queryRunner.query(
      'create index deliveries_of_challenge on verification.deliveries (challenge_id, created_at_ms)',
    );
    await tenantTable(queryRunner, 'verification.deliveries');

    await queryRunner.query(`
      create table verification.sandbox_messages (
        id text primary key,
        tenant_id text not null,
        challenge_id text not null references verification.challenges (id) on delete cascade,
        livemode boolean not null,
        recipient text not null,
        subject text not null,
        body text not null,
        code text,
        challenge_url text,
        created_at_ms bigint not null,
        -- What a live payer needs is not for the console's eyes.
        check (not livemode or (code is null and challenge_url is null))
      )`);
    await queryRunner.query(
      'create index sandbox_messages_newest on verification.sandbox_messages (tenant_id, created_at_ms desc, id desc)',
    );
    await tenantTable(queryRunner, 'verification.sandbox_messages');

    // Row-level security is forced for the owner too; the functions below may look (and only look) past it.
    for (const table of ['challenges', 'deliveries'])
      await queryRunner.query(
        `create policy owner_lookup on verification.${table} for select to current_user using (true)`,
      );
    // The payer's link names a challenge, not a tenant. The caller has checked the link's signature.
    await queryRunner.query(`
      create function verification.tenant_of(challenge text) returns text
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as 'select tenant_id from verification.challenges where id = challenge'`);
    // Background work is for all tenants, but sees rows only of those that it names.
    await queryRunner.query(`
      create function verification.tenants_with_due_deliveries(now_ms bigint, most integer) returns setof text
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as 'select distinct tenant_id from (
            select tenant_id from verification.deliveries
            where status = ''waiting'' and next_at_ms <= now_ms order by next_at_ms limit most) due'`);
    await queryRunner.query(`
      create function verification.tenants_with_overdue_challenges(now_ms bigint, most integer) returns setof text
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as 'select distinct tenant_id from (
            select tenant_id from verification.challenges
            where status = ''pending'' and expires_at_ms <= now_ms order by expires_at_ms limit most) overdue'`);
    for (const signature of [
      'tenant_of(text)',
      'tenants_with_due_deliveries(bigint, integer)',
      'tenants_with_overdue_challenges(bigint, integer)',
    ]) {
      await queryRunner.query(`revoke execute on function verification.${signature} from public`);
      await queryRunner.query(`grant execute on function verification.${signature} to caracal_app`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema verification cascade');
  }
}
