/** Payments of entities that are drawn over all that there are, so that hardly any was paid with lately. */
import { recordHeaders, recordKey, topics } from '#contracts';
import type { LogRecord } from '#messaging';

export const TENANT = 'ten_01jbench000000000000000000';

export interface CountByType {
  account: number;
  card: number;
  device: number;
  ip: number;
  merchant: number;
}

/** Event time goes on by this with each payment. */
const SPACING_MS = 2;

export class ColdPayments {
  private seed = 7;
  private made = 0;

  constructor(
    private readonly counts: CountByType,
    private readonly fromMs: number,
  ) {}

  /** The next records of the log. */
  take(count: number): LogRecord[] {
    return Array.from({ length: count }, () => this.next());
  }

  private next(): LogRecord {
    const { counts } = this;
    const i = this.made++;
    const at = this.fromMs + i * SPACING_MS;
    const account = this.draw(counts.account);
    const id = `txn_01jcold0${String(i).padStart(18, '0')}`;
    const value = topics.transactions.codec.encode({
      transaction: {
        id,
        tenantId: TENANT,
        externalId: `order-${i}`,
        livemode: true,
        occurredAtMs: at,
        receivedAtMs: at + 20,
        amountMinor: this.draw(20_000),
        currency: 'EUR',
        channel: 'card_not_present',
        outcome: this.draw(20) === 0 ? 'declined' : 'authorised',
        account: { id: `account-${account}`, createdAtMs: at - 9e9, email: `payer${account}@example.com` },
        card: { fingerprint: `card-${this.draw(counts.card)}`, bin: '400000', country: 'DE' },
        device: { id: `device-${this.draw(counts.device)}`, ip: `ip-${this.draw(counts.ip)}` },
        merchant: { id: `merchant-${this.draw(counts.merchant)}`, mcc: '5411', country: 'DE' },
        location: { lat: 52.5, lon: 13.4 },
        attributes: [],
        declared: [],
      },
      replyTo: { partition: 1, deadlineAtMs: at + 250, awaited: true },
      partitions: [0],
    });
    const { name } = topics.transactions;
    const headers = recordHeaders({
      id,
      type: topics.transactions.codec.type,
      source: 'bench',
      tenantId: TENANT,
      hlc: '000000000000',
    });
    return { topic: name, key: recordKey(TENANT, id), value, headers, partition: 0, offset: i, appendedAtMs: at };
  }

  private draw(below: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.seed / 4_294_967_296) * below);
  }
}
