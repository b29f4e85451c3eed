import type { CodeMessage } from './sender.js';

/** A message that this worker has, for as long as its lease lasts. */
export interface Claimed {
  readonly tenantId: string;
  readonly channel: 'webhook' | 'email';
  readonly tries: number;
  readonly message: CodeMessage;
}

/** Messages that wait to be sent; claimed by one worker at a time, given back by time when the worker dies. */
export abstract class DeliveryQueue {
  abstract tenantsWithDue(nowMs: number, most: number): Promise<string[]>;
  abstract claim(tenantId: string, nowMs: number, leaseMs: number, most: number): Promise<Claimed[]>;
  abstract delivered(tenantId: string, deliveryId: string, nowMs: number): Promise<void>;
  abstract failed(tenantId: string, deliveryId: string, nowMs: number, problem: string): Promise<void>;
  abstract later(tenantId: string, deliveryId: string, nextAtMs: number, problem: string): Promise<void>;
}
