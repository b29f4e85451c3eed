import { expect, it } from 'vitest';
import { webhookHeaders } from './standard-webhooks.js';

it('signature: the example of the specification’s reference libraries → theirs', () => {
  const headers = webhookHeaders(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1_614_265_330_000,
    '{"test": 2432232314}',
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('signature: another body, id, time or secret → another signature', () => {
  const sign = (secret: string, id: string, at: number, body: string): string =>
    webhookHeaders(secret, id, at, body)['webhook-signature']!;
  const base = sign('s', 'a', 1000, '{}');
  expect(
    new Set([
      base,
      sign('t', 'a', 1000, '{}'),
      sign('s', 'b', 1000, '{}'),
      sign('s', 'a', 2000, '{}'),
      sign('s', 'a', 1000, '[]'),
    ]).size,
  ).toBe(5);
});
