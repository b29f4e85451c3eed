// What a dead letter says, and whose it is. Pure.
import { ALL_TOPICS, type DeadLetterV1, maskCardNumbers, topics } from '#contracts';
import { messageOf } from '#kernel';
import { TopicTable, topicSettings } from '#messaging';

/**
 * The tenant that may see a letter: the one that the headers of its record name, if its key and what it says agree. Undefined
 * where they don't, and for a letter about a letter, which would never end: those are for operators, in the topic.
 */
export function ownerOf(letter: DeadLetterV1): string | undefined {
  const tenantId = letter.headers['ce_tenant'] ?? '';
  if (letter.topic === topics.deadLetters.name) return undefined;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(tenantId) || !letter.key.startsWith(`${tenantId}/`)) return undefined;
  const { value } = decode(letter);
  return value === undefined || isOf(tenantId, value) ? tenantId : undefined;
}

/** The record's value as JSON, without anything of a card. */
export function payloadOf(letter: DeadLetterV1): Payload {
  const { value, unreadable } = decode(letter);
  return { payload: value === undefined ? undefined : withoutCards(value), unreadable };
}

/** Exactly one of the two is there; the other is undefined. */
export interface Payload {
  readonly payload: unknown;
  readonly unreadable: string | undefined;
}

/** A text of a letter as people may read it: well-formed, without NUL and without card numbers. */
export function readable(text: string): string {
  return maskCardNumbers(text.toWellFormed().replaceAll('\0', '\ufffd'));
}

/** The key of a record, without the fingerprint where it names a card. */
export function readableKey(key: string): string {
  const [tenant, kind, ...rest] = key.split('/');
  return readable(kind === 'card' && rest.length > 0 ? `${tenant}/card/…` : key);
}

/** Why the log would refuse the record if it were written again; undefined where it would take it. */
export function notReplayable({ topic, key, value, headers }: DeadLetterV1): string | undefined {
  if (codecOf(topic) === undefined) return `there is no topic ${topic}`;
  // PostgreSQL, where it waits for the log, keeps no NUL.
  if (Object.entries(headers).flat().join('').includes('\0')) return 'a header holds NUL';
  try {
    TABLE.route({ topic, key, value, headers });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

const TABLE = new TopicTable(topicSettings());

function codecOf(topic: string): (typeof ALL_TOPICS)[number]['codec'] | undefined {
  return ALL_TOPICS.find(({ name }) => name === topic)?.codec;
}

function decode({ topic, value }: DeadLetterV1): { value: unknown; unreadable: string | undefined } {
  const codec = codecOf(topic);
  if (!codec) return { value: undefined, unreadable: `there is no topic ${topic}` };
  try {
    return { value: codec.decode(value), unreadable: undefined };
  } catch (error) {
    return { value: undefined, unreadable: `it is no ${codec.type}: ${readable(messageOf(error))}` };
  }
}

/** Whether no part of it names another tenant. */
function isOf(tenantId: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true;
  return Object.entries(value).every(([name, inner]) =>
    name === 'tenantId' ? inner === tenantId : isOf(tenantId, inner),
  );
}

function withoutCards(value: unknown): unknown {
  if (typeof value === 'string') return readable(value);
  if (typeof value === 'number') return isPlainNumber(value) ? value : null;
  if (Array.isArray(value)) return value.map(withoutCards);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (ArrayBuffer.isView(value)) return null;
  const entries = Object.entries(value).filter(([name]) => name !== 'card');
  const isCard = entries.some(([name, inner]) => name === 'entityType' && inner === 'card');
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, isCard && name === 'entityId' ? '…' : withoutCards(inner)]),
  );
}

/** JSON knows neither NaN nor Infinity; and a number may be that of a card. */
function isPlainNumber(value: number): boolean {
  const text = String(value);
  return Number.isFinite(value) && maskCardNumbers(text) === text;
}
