import { createHmac } from 'node:crypto';

/**
 * The headers of a webhook as the Standard Webhooks specification has them, symmetric signature `v1`.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param secret `whsec_` and base64, or any other text, whose bytes are then the key
 * @param timestampMs rounded down to seconds, as the specification says
 */
export function webhookHeaders(secret: string, id: string, timestampMs: number, body: string): Record<string, string> {
  const timestamp = Math.floor(timestampMs / 1000).toString();
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
}
