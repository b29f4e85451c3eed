import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { transactionRequest } from '#contracts';
import { LoadGenerator } from './load-generator.js';
import { RequestBodies } from './request-bodies.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.closeAllConnections()));

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(request, response, body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const bodies = (): RequestBodies => new RequestBodies('spec', 300, 'run');
const generatorFor = (url: string, connections = 32): LoadGenerator =>
  new LoadGenerator({ url, key: 'sk_test_spec', connections, bodies: bodies(), seed: 'spec' });
const decided = (response: ServerResponse, rung = 'full', status = 201): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ decision: { outcome: 'approve', answered_by: rung } }));
};

describe('load generator', () => {
  it('open loop: the rate asked for, valid bodies with ids of their own, rungs counted', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response, body) => {
      seen.push({ path: request.url, key: request.headers.authorization, body: JSON.parse(body) as unknown });
      decided(response, seen.length % 4 === 0 ? 'degraded' : 'full');
    });
    const generator = generatorFor(url);
    const measurement = await generator.openLoop(400, 1);
    generator.close();
    expect(measurement.sent).toBeGreaterThan(300);
    expect(measurement.sent).toBeLessThan(500);
    expect(measurement).toMatchObject({ decided: seen.length, failures: 0 });
    expect(measurement.shareOf('degraded')).toBeCloseTo(0.25, 1);
    expect(measurement.percentile(50)).toBeLessThanOrEqual(measurement.percentile(99));
    const requests = seen.map((each) => transactionRequest.parse((each as { body: unknown }).body));
    expect(new Set(requests.map(({ id }) => id)).size).toBe(seen.length);
    expect(requests.every(({ occurred_at }) => Math.abs(Date.parse(occurred_at) - Date.now()) < 10_000)).toBe(true);
    expect(seen[0]).toMatchObject({ path: '/v1/transactions', key: 'Bearer sk_test_spec' });
  });

  it('open loop: the server stands still → requests that were due in that time count it (no coordinated omission)', async () => {
    let count = 0;
    let stalledUntil = 0;
    const url = await serve((_, response) => {
      if (++count === 50) stalledUntil = Date.now() + 400;
      setTimeout(() => decided(response), Math.max(0, stalledUntil - Date.now()));
    });
    const generator = generatorFor(url, 4);
    const measurement = await generator.openLoop(200, 1);
    generator.close();
    expect(measurement.decided).toBe(measurement.sent);
    // 400 ms of a second, evenly spread: one in ten waited longer than 200 ms, the longest the whole time.
    expect(measurement.percentile(90)).toBeGreaterThan(200);
    expect(measurement.maxMs).toBeGreaterThan(330);
  });

  it('refusals and broken connections → counted apart, no times of theirs', async () => {
    let count = 0;
    const url = await serve((request, response) => {
      count++;
      if (count % 5 === 0) request.socket.destroy();
      else if (count % 5 === 1) decided(response, 'full', 429);
      else decided(response);
    });
    const generator = generatorFor(url);
    const measurement = await generator.openLoop(200, 1);
    generator.close();
    expect(measurement.networkErrors).toBe(Math.floor(count / 5));
    expect(measurement.refused.get(429)).toBe(Math.ceil(count / 5));
    expect(measurement.decided + measurement.failures).toBe(measurement.sent);
  });

  it('an answer in pieces, chunked or not → read to its end', async () => {
    let count = 0;
    const url = await serve((_, response) => {
      const text = '{"decision":{"answered_by":"stand_in"}}';
      if (count++ % 2 === 0) response.setHeader('content-length', text.length);
      response.write(text.slice(0, 12));
      setTimeout(() => response.end(text.slice(12)), 5);
    });
    const generator = generatorFor(url);
    const measurement = await generator.openLoop(100, 0.5);
    generator.close();
    expect(measurement.sent).toBeGreaterThan(20);
    expect(measurement.shareOf('stand_in')).toBe(1);
    expect(measurement.failures).toBe(0);
  });

  it('closed loop: never more under way than clients', async () => {
    let underWay = 0;
    let most = 0;
    const url = await serve((_, response) => {
      most = Math.max(most, ++underWay);
      setTimeout(() => {
        underWay--;
        decided(response);
      }, 5);
    });
    const generator = generatorFor(url);
    const measurement = await generator.closedLoop(6, 0.5);
    generator.close();
    expect(most).toBe(6);
    expect(measurement.decided).toBe(measurement.sent);
    expect(measurement.throughput).toBeGreaterThan(100);
  });
});

describe('request bodies', () => {
  it('few accounts are hot, most are rare', () => {
    const source = bodies();
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const { account } = JSON.parse(source.next(0)) as { account: { id: string } };
      counts.set(account.id, (counts.get(account.id) ?? 0) + 1);
    }
    const sorted = [...counts.values()].toSorted((a, b) => b - a);
    expect(counts.size).toBeGreaterThan(250);
    expect(counts.size).toBeLessThanOrEqual(300);
    expect(sorted[0]! / sorted[150]!).toBeGreaterThan(15);
  });
});
