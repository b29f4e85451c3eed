/**
 * What `transactionRequest` makes of a body, for the bodies that nearly all clients send, at a tenth of its price: each
 * payment is validated, and the schema walks through dozens of checks and objects for it. Whatever is not plain here, be
 * it wrong or only unusual, is the schema's to judge: what is said of problems stays in one place.
 */
import { z } from 'zod';
import { CURRENCIES } from '../money.js';
import { containsCardNumber } from './raw-card-number.js';
import { EXTERNAL_ID_MAX, VISIBLE } from './text.js';
import {
  AMOUNT_MAX,
  ATTRIBUTE_NAME,
  ATTRIBUTE_TEXT_MAX,
  ATTRIBUTES_MAX,
  BIN,
  CHANNELS,
  COUNTRY,
  EMAIL_MAX,
  MCC,
  TRANSACTION_OUTCOMES,
  type ParsedTransactionRequest,
} from './transaction-request.js';

/**
 * The validated body, equal to what the schema gives, keys in its order; undefined where only the schema can say. For
 * bodies that were parsed from JSON.
 */
export function plainTransaction(body: unknown): ParsedTransactionRequest | undefined {
  if (!isObject(body) || !hasOnly(body, FIELDS)) return undefined;
  const { id, occurred_at, amount, currency, channel = 'other', outcome = 'authorised', attributes } = body;
  if (!isId(id) || !isInstant(occurred_at) || !isAmount(amount)) return undefined;
  if (!CURRENCY.has(currency) || !CHANNEL.has(channel) || !OUTCOME.has(outcome)) return undefined;
  const account = accountOf(body['account']);
  const card = orAbsent(body['card'], cardOf);
  const device = orAbsent(body['device'], deviceOf);
  const merchant = orAbsent(body['merchant'], merchantOf);
  const location = orAbsent(body['location'], locationOf);
  if (!account || card === null || device === null || merchant === null || location === null) return undefined;
  if (attributes !== undefined && !areAttributes(attributes)) return undefined;
  // The checks above are what the type says.
  return {
    id,
    occurred_at,
    amount,
    currency,
    channel,
    outcome,
    account,
    card,
    device,
    merchant,
    location,
    attributes,
  } as ParsedTransactionRequest;
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const FIELDS = new Set(
  'id occurred_at amount currency channel outcome account card device merchant location attributes'.split(' '),
);
const ACCOUNT = new Set(['id', 'created_at', 'email']);
const CARD = new Set(['fingerprint', 'bin', 'country']);
const DEVICE = new Set(['id', 'ip']);
const MERCHANT = new Set(['id', 'mcc', 'country']);
const LOCATION = new Set(['lat', 'lon']);
const CURRENCY: ReadonlySet<unknown> = new Set(CURRENCIES);
const CHANNEL: ReadonlySet<unknown> = new Set(CHANNELS);
const OUTCOME: ReadonlySet<unknown> = new Set(TRANSACTION_OUTCOMES);
const INSTANT = z.regexes.datetime({ offset: true });
const IPV4 = z.regexes.ipv4;
const IPV6 = z.ipv6();

function accountOf(value: unknown): Fields | null {
  if (!isObject(value) || !hasOnly(value, ACCOUNT)) return null;
  const { id, created_at, email } = value;
  const isPlain = isId(id) && isAbsentOr(created_at, isInstant) && isAbsentOr(email, isEmail);
  return isPlain ? { id, created_at, email } : null;
}

function cardOf(value: unknown): Fields | null {
  if (!isObject(value) || !hasOnly(value, CARD)) return null;
  const { fingerprint, bin, country } = value;
  const isPlain = isId(fingerprint) && isAbsentOr(bin, isBin) && isAbsentOr(country, isCountry);
  return isPlain ? { fingerprint, bin, country } : null;
}

function deviceOf(value: unknown): Fields | null {
  if (!isObject(value) || !hasOnly(value, DEVICE)) return null;
  const { id, ip } = value;
  return isAbsentOr(id, isId) && isAbsentOr(ip, isAddress) ? { id, ip } : null;
}

function merchantOf(value: unknown): Fields | null {
  if (!isObject(value) || !hasOnly(value, MERCHANT)) return null;
  const { id, mcc, country } = value;
  return isId(id) && isAbsentOr(mcc, isMcc) && isAbsentOr(country, isCountry) ? { id, mcc, country } : null;
}

function locationOf(value: unknown): Fields | null {
  if (!isObject(value) || !hasOnly(value, LOCATION)) return null;
  const { lat, lon } = value;
  return isWithin(lat, 90) && isWithin(lon, 180) ? { lat, lon } : null;
}

function areAttributes(value: unknown): boolean {
  if (!isObject(value)) return false;
  let count = 0;
  for (const name in value)
    if (++count > ATTRIBUTES_MAX || !ATTRIBUTE_NAME.test(name) || !isAttribute(value[name])) return false;
  return true;
}

function isAttribute(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.length <= ATTRIBUTE_TEXT_MAX && !value.includes('\0') && value.isWellFormed() && isNoCard(value);
    case 'number':
      return Math.abs(value) <= Number.MAX_SAFE_INTEGER && isNoCard(String(value));
    default:
      return typeof value === 'boolean';
  }
}

function isId(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > EXTERNAL_ID_MAX) return false;
  return VISIBLE.test(value) && value.isWellFormed() && isNoCard(value);
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && INSTANT.test(value) && isNoCard(value);
}

function isEmail(value: unknown): boolean {
  return typeof value === 'string' && value.length <= EMAIL_MAX && z.regexes.email.test(value) && isNoCard(value);
}

/** The greatest has as many digits as a card. */
function isAmount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < AMOUNT_MAX;
}

function isWithin(value: unknown, bound: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= bound;
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && (IPV4.test(value) || IPV6.safeParse(value).success) && isNoCard(value);
}

const isBin: Check = (value) => typeof value === 'string' && BIN.test(value);
const isMcc: Check = (value) => typeof value === 'string' && MCC.test(value);
const isCountry: Check = (value) => typeof value === 'string' && COUNTRY.test(value);

function isNoCard(value: string): boolean {
  return !containsCardNumber(value);
}

function isAbsentOr(value: unknown, check: Check): boolean {
  return value === undefined || check(value);
}

/** Null where it is there and not plain. */
function orAbsent(value: unknown, read: (value: unknown) => Fields | null): Fields | null | undefined {
  return value === undefined ? undefined : read(value);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: Fields, known: ReadonlySet<string>): boolean {
  for (const name in value) if (!known.has(name)) return false;
  return true;
}
