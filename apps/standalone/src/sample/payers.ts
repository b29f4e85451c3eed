import type { TransactionAnswer } from '#contracts';
import { payerPlan, type PayerPlan, wrongCode } from './payer.js';
import type { SampleClient } from './sample-client.js';
import type { SampleTime } from './sample-time.js';

const PREPARED_WITHIN_MS = 20_000;
const POLL_MS = 250;
/** Payers that take their time; beyond it a challenge is left to expire. */
const AT_ONCE_MAX = 500;

/** Answers the challenges of the sample's payments as their payers would: through the API, with the sandbox's code. */
export class Payers {
  private atOnce = 0;

  constructor(
    private readonly client: Pick<SampleClient, 'readChallenge' | 'enterCode' | 'cancelChallenge'>,
    private readonly time: SampleTime,
  ) {}

  /** History is over: whoever would have left the challenge to expire has cancelled it, and nobody takes time. */
  async answerAtOnce({ challenge, external_id: externalId }: TransactionAnswer, isFraud: boolean): Promise<void> {
    if (!challenge) return;
    const plan = payerPlan(externalId, isFraud);
    await this.answer(challenge.id, { ...plan, pauseMs: 0, then: plan.then === 'leave' ? 'cancel' : plan.then });
  }

  /** Answers after some seconds, in the background. */
  answerLater({ challenge, external_id: externalId }: TransactionAnswer, isFraud: boolean): void {
    if (!challenge || this.atOnce >= AT_ONCE_MAX) return;
    const plan = payerPlan(externalId, isFraud);
    this.atOnce++;
    void this.time
      .sleep(plan.afterMs)
      .then(() => this.answer(challenge.id, plan))
      .finally(() => this.atOnce--);
  }

  private async answer(challengeId: string, plan: PayerPlan): Promise<void> {
    const code = await this.codeOf(challengeId);
    if (code === undefined) return;
    for (let i = 0; i < plan.wrong; i++) {
      await this.client.enterCode(challengeId, wrongCode(code));
      await this.time.sleep(plan.pauseMs);
    }
    if (plan.then === 'enter') await this.client.enterCode(challengeId, code);
    else if (plan.then === 'cancel') await this.client.cancelChallenge(challengeId);
  }

  /** Undefined for one that is over, or that isn't there in time. */
  private async codeOf(challengeId: string): Promise<string | undefined> {
    for (let waitedMs = 0; waitedMs < PREPARED_WITHIN_MS; waitedMs += POLL_MS) {
      const { status, body } = await this.client.readChallenge(challengeId);
      if (status === 200) return body.sandbox?.code;
      if (status !== 404) return undefined;
      await this.time.sleep(POLL_MS);
    }
    return undefined;
  }
}
