import { decisionV1, type DecisionV1 } from '#contracts';
import { Clock } from '#kernel';
import { BatchHandler, decodeOnce, type Handled, type LogRecord, NOTHING } from '#messaging';
import { linkedSpan } from '#telemetry';
import { TenantDirectory } from '#tenancy';
import type { NewChallenge } from './challenge-store.js';
import { ChallengeStore } from './challenge-store.js';
import { channelFor } from './delivery/sender.js';
import { asksForChallenge } from './asks-for-challenge.js';

/** decisions.v1 → challenges. Opening one twice changes nothing; sending the code is left to the delivery worker. */
export class OpenChallenges extends BatchHandler {
  constructor(
    private readonly store: ChallengeStore,
    private readonly tenants: TenantDirectory,
    private readonly clock: Clock,
    private readonly onOpened: () => void,
  ) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const poison: { record: LogRecord; error: unknown }[] = [];
    const causes: LogRecord[] = [];
    const wanted = new Map<string, NewChallenge>();
    for (const record of records) {
      if (!asksForChallenge(record.value)) continue;
      let decision: DecisionV1;
      try {
        decision = decodeOnce(decisionV1, record);
      } catch (error) {
        poison.push({ record, error });
        continue;
      }
      if (decision.outcome !== 'challenge' || decision.challengeId === '') continue;
      wanted.set(decision.challengeId, await this.challengeOf(decision, record));
      causes.push(record);
    }
    if (wanted.size === 0) return poison.length === 0 ? NOTHING : { publish: [], poison };

    const span = linkedSpan('open challenges', causes);
    try {
      const opened = await this.store.open([...wanted.values()], this.clock.now());
      span.setAttribute('caracal.challenges', opened.length);
      if (opened.length > 0) this.onOpened();
    } finally {
      span.end();
    }
    return { publish: [], poison };
  }

  private async challengeOf(decision: DecisionV1, record: LogRecord): Promise<NewChallenge> {
    const { transaction } = decision;
    const tenant = await this.tenants.byId(transaction.tenantId);
    const email = transaction.account?.email ?? '';
    return {
      id: decision.challengeId,
      tenantId: transaction.tenantId,
      transactionId: transaction.id,
      externalId: transaction.externalId,
      accountId: transaction.account?.id ?? '',
      email,
      livemode: transaction.livemode,
      amountMinor: transaction.amountMinor,
      currency: transaction.currency,
      expiresAtMs: decision.challengeExpiresAtMs,
      traceparent: record.headers['traceparent'],
      channel: channelFor(transaction.livemode, tenant?.otp ?? {}, email),
    };
  }
}
