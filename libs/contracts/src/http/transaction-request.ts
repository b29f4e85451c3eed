import { z } from 'zod';
import { CURRENCIES } from '../money.js';
import { withoutCardNumbers } from './raw-card-number.js';
import { externalId as id, text } from './text.js';

// `POST /v1/transactions`: the body, its bounds, and what each field means.

// Named because `plain-transaction` holds bodies against the same.
export const COUNTRY = /^[A-Z]{2}$/;
export const BIN = /^\d{6,8}$/;
export const MCC = /^\d{4}$/;
export const ATTRIBUTE_NAME = /^[a-z][a-z0-9_]{0,63}$/;
export const ATTRIBUTES_MAX = 50;
export const ATTRIBUTE_TEXT_MAX = 1024;
export const EMAIL_MAX = 254;
export const AMOUNT_MAX = 1_000_000_000_000;
const country = z.string().regex(COUNTRY, 'must be an ISO 3166-1 alpha-2 code in capitals, such as US');
/** A moment as clients write it, with its offset. */
export const instant = z.iso.datetime({
  offset: true,
  error: ({ input }) =>
    input === undefined ? 'is required' : 'must be an RFC 3339 date-time, such as 2026-11-20T09:30:11.120Z',
});

/** Minor units of a currency. */
export const amount = z.int().min(0).max(AMOUNT_MAX);
/** Beyond it JSON's integers are rounded as they are read: what was sent could not be kept. */
const number = z
  .number()
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER, 'must be at most 2^53 - 1; send longer ones as text');

export const CHANNELS = ['card_not_present', 'card_present', 'bank_transfer', 'wallet', 'atm', 'other'] as const;
export const TRANSACTION_OUTCOMES = ['authorised', 'declined', 'captured', 'refunded', 'reversed', 'pending'] as const;

export const transactionRequest = z
  .strictObject({
    id: id.meta({ description: 'The payment system’s own id; posting it again replays the first answer.' }),
    occurred_at: instant.meta({ description: 'Event time. At most 5 minutes ahead and 400 days back.' }),
    amount: amount.meta({ description: 'In minor units of the currency: 12990 is 129.90 USD.' }),
    currency: z
      .enum(CURRENCIES, {
        error: ({ input }) =>
          input === undefined ? 'is required' : 'must be an ISO 4217 code in capitals, such as USD',
      })
      .meta({ id: 'Currency', description: 'ISO 4217.' }),
    channel: z.enum(CHANNELS).default('other'),
    outcome: z.enum(TRANSACTION_OUTCOMES).default('authorised').meta({ description: 'What happened to it so far.' }),
    account: z.strictObject({ id, created_at: instant.optional(), email: z.email().max(EMAIL_MAX).optional() }),
    card: z
      .strictObject({
        fingerprint: id.meta({ description: 'Your token for the card, never its number.' }),
        bin: z.string().regex(BIN, 'must be the first 6 to 8 digits').optional(),
        country: country.optional(),
      })
      .optional(),
    device: z
      .strictObject({
        id: id.optional(),
        ip: z.union([z.ipv4(), z.ipv6()], 'must be an IPv4 or IPv6 address').optional(),
      })
      .optional(),
    merchant: z
      .strictObject({
        id,
        mcc: z.string().regex(MCC, 'must be four digits').optional(),
        country: country.optional(),
      })
      .optional(),
    location: z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).optional(),
    attributes: z
      .record(
        z.string().regex(ATTRIBUTE_NAME, 'must be lower_snake_case, at most 64 characters'),
        z.union([text(ATTRIBUTE_TEXT_MAX), number, z.boolean()], 'must be a text, a number, true or false'),
      )
      .refine((attributes) => Object.keys(attributes).length <= ATTRIBUTES_MAX, 'at most 50 attributes')
      .optional(),
  })
  .check(withoutCardNumbers)
  .meta({ id: 'TransactionRequest' });

/** What a client sends. */
export type TransactionRequest = z.input<typeof transactionRequest>;
/** What is left after defaults. */
export type ParsedTransactionRequest = z.output<typeof transactionRequest>;
