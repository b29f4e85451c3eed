import type { TransactionAnswer, TransactionRequest } from '#contracts';
import type { ChallengeRead, SampleAnswer } from '../sample-client.js';

/** What the sample sees of the API, kept in memory: knows each id once, and refuses reports of what it doesn't know. */
export class MemoryApi {
  /** Ids and reports in the order in which they came, repeats and all. */
  readonly calls: string[] = [];
  /** The same with `onCall`'s word of when. */
  readonly timed: string[] = [];
  onCall: () => number = () => 0;
  readonly payments = new Set<string>();
  readonly reports = new Set<string>();
  readonly codes: string[] = [];
  cancelled = 0;
  /** Ends the client as a killed process would, after this many calls. */
  dieAfter = Number.POSITIVE_INFINITY;

  constructor(
    private readonly asksForCode: (id: string) => boolean = () => false,
    private readonly challenge: SampleAnswer<ChallengeRead> = {
      status: 200,
      body: { status: 'pending', sandbox: { code: '123456' } },
    },
  ) {}

  async postBatch(transactions: readonly TransactionRequest[]): Promise<TransactionAnswer[]> {
    return await Promise.all(transactions.map(async (transaction) => (await this.postTransaction(transaction)).body));
  }

  async postTransaction(transaction: TransactionRequest): Promise<SampleAnswer<TransactionAnswer>> {
    this.note(transaction.id);
    this.payments.add(transaction.id);
    const asks = this.asksForCode(transaction.id);
    const body = { id: transaction.id, external_id: transaction.id, ...(asks && { challenge: { id: 'chl_1' } }) };
    return { status: 201, body: body as TransactionAnswer };
  }

  async isStored(id: string): Promise<boolean> {
    return this.payments.has(id);
  }

  async postEvent(externalId: string, type: string): Promise<number> {
    this.note(`${externalId} ${type}`);
    if (!this.payments.has(externalId)) return 404;
    this.reports.add(`${externalId} ${type}`);
    return 201;
  }

  async readChallenge(): Promise<SampleAnswer<ChallengeRead>> {
    return this.challenge;
  }

  async enterCode(_id: string, code: string): Promise<number> {
    this.codes.push(code);
    return code === '123456' ? 200 : 422;
  }

  async cancelChallenge(): Promise<number> {
    this.cancelled++;
    return 200;
  }

  private note(call: string): void {
    if (this.calls.length >= this.dieAfter) throw new Error('killed');
    this.calls.push(call);
    this.timed.push(`${call} at ${this.onCall()}`);
  }
}
