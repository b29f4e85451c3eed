/** Rows in the columns of the handbook's data set, made by our own simulator: forty days, so that some labels come due. */
import { simulate } from '../../../packs/card-payments/src/simulate.js';

const FROM_MS = Date.UTC(2025, 3, 1);

export function handbookFixture(rows: number): string {
  const lines = ['transaction_id,tx_datetime,customer_id,terminal_id,amount,fraud,fraud_scenario'];
  const paymentsPerDay = rows / 40;
  const options = { seed: 'handbook', fromMs: FROM_MS, accounts: 60, paymentsPerDay, crimeShare: 0.1 };
  for (const event of simulate(options)) {
    if (event.kind !== 'transaction') continue;
    const { request, truth, atMs } = event;
    const at = new Date(atMs).toISOString().replace('.000', '');
    const cells = [
      lines.length - 1,
      at,
      request.account.id.slice(4),
      request.merchant!.id,
      (request.amount / 100).toFixed(2),
    ];
    lines.push([...cells, truth.fraud ? 1 : 0, truth.fraud ? 1 : 0].join(','));
    if (lines.length > rows) break;
  }
  return `${lines.join('\n')}\n`;
}
