/** Claims, log and replies that go away and come back when a test says so. */
import type { DecisionV1 } from '#contracts';
import { CaracalError } from '#kernel';
import { MemoryEventLog, type OutRecord } from '#messaging';
import { ClaimStore, type Claim, type ClaimResult } from '../claim-store.js';
import { OwnReplies } from '../reply-inbox.js';
import { MemoryClaimStore } from './memory-claim-store.js';

export class FlakyClaimStore extends ClaimStore {
  away = false;
  override claimAndAppend?: (claims: readonly Claim[], records: readonly OutRecord[]) => Promise<boolean>;
  private readonly rows = new MemoryClaimStore();
  private presence: Promise<void> = Promise.resolve();
  override async claim(claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    if (this.away) throw new Error('the database is away');
    await this.presence;
    return this.rows.claim(claims);
  }
  hang(): () => void {
    let back!: () => void;
    this.presence = new Promise((resolve) => (back = resolve));
    return back;
  }
  /** As where the log is in the store's own database: away with it, and then known at once. */
  appendTo(log: PausableLog): void {
    this.claimAndAppend = async (claims, records) => {
      if (log.isAway) throw new CaracalError('unavailable', 'the log is away');
      const results = await this.claim(claims);
      if (results.some(({ kind }) => kind !== 'new')) return false;
      await log.append(records);
      return true;
    };
  }
  override addSecondId(tenantId: string, secondId: string, firstId: string): Promise<void> {
    return this.rows.addSecondId(tenantId, secondId, firstId);
  }
  override firstIdOf(tenantId: string, secondId: string): Promise<string | undefined> {
    return this.rows.firstIdOf(tenantId, secondId);
  }
  override transactionIdOf(tenantId: string, livemode: boolean, externalId: string): Promise<string | undefined> {
    return this.rows.transactionIdOf(tenantId, livemode, externalId);
  }
}

/** A log whose appends wait while it is away, as the real adapters' do. */
export class PausableLog extends MemoryEventLog {
  readonly appended: OutRecord[] = [];
  beforeAppend: () => void = () => undefined;
  private presence: Promise<void> = Promise.resolve();
  isAway = false;
  goAway(): () => void {
    let back!: () => void;
    this.isAway = true;
    this.presence = new Promise((resolve) => (back = resolve));
    return () => {
      this.isAway = false;
      back();
    };
  }
  override async append(records: readonly OutRecord[]): Promise<void> {
    this.beforeAppend();
    await this.presence;
    await super.append(records);
    this.appended.push(...records);
  }
}

export class FakeInbox extends OwnReplies {
  listen: (decision: DecisionV1) => void = () => undefined;
  override get partition(): number {
    return 2;
  }
  override onDecision(listener: (decision: DecisionV1) => void): void {
    this.listen = listener;
  }
}
