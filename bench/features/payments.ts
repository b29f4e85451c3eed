/** Payments for the benches of the matcher: the same ones each time. */
import type { TransactionAcceptedV1 } from '#contracts';

const MERCHANTS = 2000;

/** @param spacingMs - between two payments at most. Hot keys: the cube of a uniform number makes an eighth of the accounts half of the traffic. */
export function benchPayments(count: number, accounts = 20_000, spacingMs = 20_000): TransactionAcceptedV1[] {
  let seed = 42;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 4_294_967_296;
  };
  let at = Date.UTC(2026, 10, 1);
  return Array.from({ length: count }, (_, i) => {
    at += Math.floor(random() * spacingMs);
    const account = Math.floor(random() ** 3 * accounts);
    return {
      transaction: {
        id: `txn_01jbench${String(i).padStart(18, '0')}`,
        tenantId: 'ten_01jbench000000000000000000',
        externalId: `order-${i}`,
        livemode: true,
        occurredAtMs: at,
        receivedAtMs: at + 20,
        amountMinor: Math.floor(random() * 20_000),
        currency: 'EUR',
        channel: 'card_not_present',
        outcome: random() < 0.05 ? 'declined' : 'authorised',
        account: { id: `account-${account}`, createdAtMs: at - 9e9, email: `payer${account}@example.com` },
        card: { fingerprint: `card-${account}-${random() < 0.1 ? 1 : 0}`, bin: '400000', country: 'DE' },
        device: { id: `device-${account}`, ip: `192.0.2.${account % 256}` },
        merchant: { id: `merchant-${Math.floor(random() ** 2 * MERCHANTS)}`, mcc: '5411', country: 'DE' },
        location: { lat: 52.5, lon: 13.4 },
        attributes: [],
        declared: [],
      },
      replyTo: { partition: 1, deadlineAtMs: at + 250, awaited: true },
      partitions: [0],
    };
  });
}
