import { challengeUrl } from '#contracts';
import { Database } from '#persistence';
import type { LinkSettings } from '../pg-challenge-store.js';
import { OneTimeCodes } from '../one-time-code.js';
import { type Claimed, DeliveryQueue } from './delivery-queue.js';

/** The table `verification.deliveries`. A lease is the time of the next try, set when a try begins. */
export class PgDeliveryQueue extends DeliveryQueue {
  constructor(
    private readonly database: Database,
    private readonly codes: OneTimeCodes,
    private readonly links: LinkSettings,
  ) {
    super();
  }

  override async tenantsWithDue(nowMs: number, most: number): Promise<string[]> {
    const rows = await this.database.query<{ tenant: string }>(
      [],
      { name: 'deliveries-due', text: 'select verification.tenants_with_due_deliveries($1, $2) as tenant' },
      [nowMs, most],
    );
    return rows.map(({ tenant }) => tenant);
  }

  override async claim(tenantId: string, nowMs: number, leaseMs: number, most: number): Promise<Claimed[]> {
    const rows = await this.database.query<DeliveryRow>([tenantId], CLAIM, [tenantId, nowMs, nowMs + leaseMs, most]);
    const claimed: Claimed[] = [];
    for (const row of rows) {
      const code = this.opened(row);
      if (code === undefined) await this.failed(tenantId, row.id, nowMs, 'the code was sealed under another secret');
      else claimed.push(this.claimedOf(row, code));
    }
    return claimed;
  }

  override async delivered(tenantId: string, deliveryId: string, nowMs: number): Promise<void> {
    await this.database.query([tenantId], DONE, [deliveryId, tenantId, 'delivered', nowMs, null]);
  }

  override async failed(tenantId: string, deliveryId: string, nowMs: number, problem: string): Promise<void> {
    await this.database.query([tenantId], DONE, [deliveryId, tenantId, 'failed', nowMs, problem]);
  }

  override async later(tenantId: string, deliveryId: string, nextAtMs: number, problem: string): Promise<void> {
    await this.database.query([tenantId], LATER, [deliveryId, tenantId, nextAtMs, problem]);
  }

  private opened(row: DeliveryRow): string | undefined {
    try {
      return this.codes.open(row.challenge_id, row.sealed_code);
    } catch {
      return undefined;
    }
  }

  private claimedOf(row: DeliveryRow, code: string): Claimed {
    return {
      tenantId: row.tenant_id,
      channel: row.channel,
      tries: row.tries,
      message: {
        deliveryId: row.id,
        challengeId: row.challenge_id,
        transactionId: row.transaction_id,
        externalId: row.external_id,
        accountId: row.account_id,
        email: row.email,
        amountMinor: row.amount_minor,
        currency: row.currency,
        code,
        url: challengeUrl(this.links.publicUrl, this.links.secret, row.challenge_id),
        expiresAtMs: row.expires_at_ms,
      },
    };
  }
}

interface DeliveryRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly challenge_id: string;
  readonly channel: 'webhook' | 'email';
  readonly sealed_code: Buffer;
  readonly tries: number;
  readonly transaction_id: string;
  readonly external_id: string;
  readonly account_id: string;
  readonly email: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly expires_at_ms: number;
}

const CLAIM = {
  name: 'deliveries-claim',
  text: `update verification.deliveries d set next_at_ms = $3, tries = d.tries + 1
    from verification.challenges c
    where c.id = d.challenge_id and d.sealed_code is not null and d.id in (
      select id from verification.deliveries
      where tenant_id = $1 and status = 'waiting' and next_at_ms <= $2
      order by next_at_ms limit $4 for update skip locked)
    returning d.id, d.tenant_id, d.challenge_id, d.channel, d.sealed_code, d.tries, c.transaction_id, c.external_id,
      c.account_id, c.email, c.amount_minor, c.currency, c.expires_at_ms`,
};
const DONE = {
  name: 'delivery-done',
  text: `update verification.deliveries set status = $3, done_at_ms = $4, problem = $5, sealed_code = null
    where id = $1 and tenant_id = $2 and status = 'waiting'`,
};
const LATER = {
  name: 'delivery-later',
  text: `update verification.deliveries set next_at_ms = $3, problem = $4
    where id = $1 and tenant_id = $2 and status = 'waiting'`,
};
