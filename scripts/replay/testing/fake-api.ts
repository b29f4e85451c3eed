/** An HTTP server that keeps the decision API's promises to a replay (idempotency by id), and misbehaves on demand. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Accepted {
  readonly id: string;
  readonly account: string;
  readonly occurredAt: string;
}

export interface FakeApi {
  readonly url: string;
  readonly accepted: Accepted[];
  readonly events: { readonly id: string; readonly type: string; readonly idempotencyKey: string }[];
  /** Requests that were answered, of any kind. */
  requests: number;
  /** Called for each transaction; a status says how it is refused this time. */
  refuse: (id: string) => number | undefined;
  /** Called before each request; a status refuses it whole, 0 cuts the connection. */
  refuseRequest: () => number | undefined;
  close(): Promise<void>;
}

export const KEY = 'sk_test_fake';

export async function startFakeApi(): Promise<FakeApi> {
  const bodies = new Map<string, string>();
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const refused = request.method === 'POST' ? api.refuseRequest() : undefined;
      if (refused === 0) {
        request.socket.destroy();
        return;
      }
      const [status, body] =
        refused === undefined
          ? route(request.method ?? '', request.url ?? '', text, request.headers)
          : problem(refused);
      api.requests++;
      response.writeHead(status, { 'content-type': 'application/json', ...(status === 429 && { 'retry-after': '0' }) });
      response.end(JSON.stringify(body));
    });
  });

  function route(
    method: string,
    url: string,
    text: string,
    headers: NodeJS.Dict<string | string[]>,
  ): [number, unknown] {
    if (headers['authorization'] !== `Bearer ${KEY}`) return problem(401);
    if (method === 'GET') return [200, { data: [] }];
    if (url === '/v1/transactions:batch') {
      const { transactions } = JSON.parse(text) as { transactions: Posted[] };
      return [207, { object: 'batch', results: transactions.map(accept) }];
    }
    const id = decodeURIComponent(/^\/v1\/transactions\/(.+)\/events$/.exec(url)?.[1] ?? '');
    if (!bodies.has(id)) return problem(404);
    const { type } = JSON.parse(text) as { type: string };
    api.events.push({ id, type, idempotencyKey: String(headers['idempotency-key']) });
    return [201, {}];
  }

  function accept(posted: Posted): unknown {
    const status = api.refuse(posted.id);
    if (status !== undefined) {
      const [code, body] = problem(status);
      return { status: code, body };
    }
    const before = bodies.get(posted.id);
    if (before !== undefined && before !== JSON.stringify(posted))
      return { status: 409, body: { code: 'idempotency_conflict', detail: 'x' } };
    bodies.set(posted.id, JSON.stringify(posted));
    if (before === undefined)
      api.accepted.push({ id: posted.id, account: posted.account.id, occurredAt: posted.occurred_at });
    const decision = { outcome: 'approve', answered_by: 'full' };
    return { status: 201, ...(before !== undefined && { replayed: true }), body: { decision } };
  }

  const api: FakeApi = {
    url: '',
    accepted: [],
    events: [],
    requests: 0,
    refuse: () => undefined,
    refuseRequest: () => undefined,
    close: () => closed(server),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(api, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

interface Posted {
  readonly id: string;
  readonly occurred_at: string;
  readonly account: { readonly id: string };
}

function problem(status: number): [number, unknown] {
  const code =
    { 401: 'unauthenticated', 404: 'not_found', 422: 'invalid_request', 429: 'rate_limited' }[status] ?? 'overloaded';
  return [status, { code, detail: 'refused by the test' }];
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
