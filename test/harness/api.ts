import { TEST_KEY } from './standalone.js';

/** Whole decisions, also from processes that have just begun or share their cores with others. */
const PATIENT = { 'decide-within': '30000' };

/** A payment that any tenant may post; `over` says what matters to the test. */
export function payment(id: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    occurred_at: new Date().toISOString(),
    amount: 12_990,
    currency: 'USD',
    channel: 'card_not_present',
    account: { id: `acc-${id}` },
    card: { fingerprint: `fp-${id}`, country: 'US' },
    device: { id: `dev-${id}`, ip: '203.0.113.7' },
    merchant: { id: 'mer-1', mcc: '5732', country: 'US' },
    ...over,
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The tests look into bodies of many shapes.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export async function call(
  url: string,
  method: string,
  path: string,
  options: {
    body?: unknown;
    raw?: string | Uint8Array;
    key?: string | undefined;
    headers?: Record<string, string>;
  } = {},
): Promise<Answer> {
  const { key = TEST_KEY } = options;
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: body as never }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}

/** Posts it with time enough for every rung, unless `headers` has another deadline. */
export function post(
  url: string,
  transaction: unknown,
  headers: Record<string, string> = {},
  key?: string,
): Promise<Answer> {
  return call(url, 'POST', '/v1/transactions', { body: transaction, headers: { ...PATIENT, ...headers }, key });
}
