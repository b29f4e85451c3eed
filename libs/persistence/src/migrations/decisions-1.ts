import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, tenantTable } from './rls.js';

/** One row a transaction: what the client was told, and the best that is known. Written by `cases` in batches. */
export class Decisions1795000000300 implements MigrationInterface {
  readonly name = 'Decisions1795000000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'cases');
    // Records stay inside the row up to 8 KB, so reading one decision is one page; updates mostly stay on their page.
    await queryRunner.query(`
      create table cases.decisions (
        tenant_id text not null,
        transaction_id text not null,
        external_id text not null,
        livemode boolean not null,
        occurred_at_ms bigint not null,
        received_at_ms bigint not null,
        decided_at_ms bigint not null,
        account_id text not null,
        card_fingerprint text,
        device_id text,
        ip text,
        merchant_id text,
        amount_minor bigint not null,
        currency text not null,
        answered_outcome text not null,
        answered_rung text not null,
        outcome text not null,
        latest_rung text not null,
        score smallint not null,
        status text not null,
        resolved_outcome text,
        resolved_by text,
        resolved_at_ms bigint,
        trace_id text not null,
        answered bytea not null,
        latest bytea,
        primary key (tenant_id, transaction_id)
      ) with (fillfactor = 95, toast_tuple_target = 8160)`);
    await queryRunner.query('alter table cases.decisions alter column answered set storage external');
    await queryRunner.query('alter table cases.decisions alter column latest set storage external');
    await this.indexes(queryRunner);
    await tenantTable(queryRunner, 'cases.decisions', 'select, insert, update');
  }

  /** Insertion order for lists, the entities for their timelines. Values that repeat are stored once, which keeps these small. */
  private async indexes(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create index decisions_received on cases.decisions (tenant_id, received_at_ms desc, transaction_id desc)',
    );
    await queryRunner.query(
      'create index decisions_account on cases.decisions (tenant_id, account_id, occurred_at_ms desc)',
    );
    await queryRunner.query('create index decisions_external on cases.decisions (tenant_id, external_id)');
    for (const column of ['card_fingerprint', 'device_id', 'ip', 'merchant_id']) {
      await queryRunner.query(`create index on cases.decisions (tenant_id, ${column}) where ${column} is not null`);
    }
    await queryRunner.query('create index decisions_trace on cases.decisions using hash (trace_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table cases.decisions');
  }
}
