/**
 * The transaction as expressions see it: field names of the public API, read straight from the record, so that nothing
 * is converted or allocated per event. A field that is absent reads as its type's zero ('' or 0); `has()` tests for it.
 */
import {
  type AttributeKind,
  type ExpressionSchema,
  type MessageField,
  type MessageType,
  NUMBER,
  STRING,
} from './value-type.js';

type Maybe<T> = T | null | undefined;

/** What the generated code reads; the transaction record of the contracts has this shape. */
export interface TransactionLike {
  readonly id: string;
  readonly occurredAtMs: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly channel: string;
  readonly outcome: string;
  readonly account?: Maybe<{ readonly id: string; readonly createdAtMs: number; readonly email: string }>;
  readonly card?: Maybe<{ readonly fingerprint: string; readonly bin: string; readonly country: string }>;
  readonly device?: Maybe<{ readonly id: string; readonly ip: string }>;
  readonly merchant?: Maybe<{ readonly id: string; readonly mcc: string; readonly country: string }>;
  readonly location?: Maybe<{ readonly lat: number; readonly lon: number }>;
  readonly attributes: readonly AttributeLike[];
}

/** Exactly one of text, number and flag is set. */
export interface AttributeLike {
  readonly name: string;
  readonly text?: Maybe<string>;
  readonly number?: Maybe<number>;
  readonly flag?: Maybe<boolean>;
}

/**
 * The type under another name, for events that play another part (`references` tells them apart by it).
 *
 * @param attributes - those that the tenant has declared; when given, others can't be read
 */
export function transactionType(name: string, attributes?: Readonly<Record<string, AttributeKind>>): MessageType {
  const message = (field: string, fields: Record<string, MessageField>): MessageField => ({
    type: { kind: 'message', name: `${name}.${field}`, fields },
    wire: field,
  });
  return {
    kind: 'message',
    name,
    fields: {
      id: { type: STRING, wire: 'id' },
      occurred_at: { type: NUMBER, wire: 'occurredAtMs' },
      amount: { type: NUMBER, wire: 'amountMinor' },
      currency: { type: STRING, wire: 'currency' },
      channel: { type: STRING, wire: 'channel' },
      outcome: { type: STRING, wire: 'outcome' },
      account: message('account', {
        id: { type: STRING, wire: 'id' },
        created_at: { type: NUMBER, wire: 'createdAtMs' },
        email: { type: STRING, wire: 'email' },
      }),
      card: message('card', {
        fingerprint: { type: STRING, wire: 'fingerprint' },
        bin: { type: STRING, wire: 'bin' },
        country: { type: STRING, wire: 'country' },
      }),
      device: message('device', { id: { type: STRING, wire: 'id' }, ip: { type: STRING, wire: 'ip' } }),
      merchant: message('merchant', {
        id: { type: STRING, wire: 'id' },
        mcc: { type: STRING, wire: 'mcc' },
        country: { type: STRING, wire: 'country' },
      }),
      location: message('location', { lat: { type: NUMBER, wire: 'lat' }, lon: { type: NUMBER, wire: 'lon' } }),
      attributes: { type: { kind: 'attributes', declared: attributes }, wire: 'attributes' },
    },
  };
}

export const TRANSACTION = transactionType('event');

/** `event.*` alone: what pattern conditions and features may read of the event under test. */
export const EVENT_SCHEMA: ExpressionSchema = { variables: { event: { type: TRANSACTION, path: 'event' } } };

/** `event.*`, and its parties at the top level: `device.id` is `event.device.id`. */
export const PARTY_VARIABLES: ExpressionSchema['variables'] = {
  ...EVENT_SCHEMA.variables,
  ...Object.fromEntries(
    ['account', 'card', 'device', 'merchant', 'location'].map((name) => [
      name,
      { type: TRANSACTION.fields[name]!.type, path: `event.${name}` },
    ]),
  ),
};
