import { createTransport } from 'nodemailer';
import { Agent, request } from 'undici';
import { Clock, messageOf } from '#kernel';
import { messageText } from './message-text.js';
import { PrivateAddressError, publicLookup, refuseLiteral } from './resolve-public.js';
import { type CodeMessage, CodeSender, type DeliverySettings, type Undelivered } from './sender.js';
import { webhookHeaders } from './standard-webhooks.js';

const TIMEOUT_MS = 5_000;
const MIB = 1024 * 1024;

/** By the tenant's webhook (Standard Webhooks) or its mail server. Every wait is bounded; no redirect is followed. */
export class HttpSmtpSender extends CodeSender {
  private readonly agent: Agent;

  constructor(
    private readonly clock: Clock,
    private readonly allowPrivate: boolean,
  ) {
    super();
    this.agent = new Agent({
      connect: { lookup: publicLookup(allowPrivate), timeout: TIMEOUT_MS },
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      maxResponseSize: MIB,
      connections: 8,
    });
  }

  override async send(
    channel: 'webhook' | 'email',
    settings: DeliverySettings,
    message: CodeMessage,
  ): Promise<Undelivered | undefined> {
    try {
      if (channel === 'webhook') return await this.postWebhook(settings, message);
      return await this.mail(settings, message);
    } catch (error) {
      return undelivered(error);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async postWebhook({ webhook }: DeliverySettings, message: CodeMessage): Promise<Undelivered | undefined> {
    if (!webhook) return { reason: 'no webhook is configured', final: true };
    const url = new URL(webhook.url);
    if (url.protocol !== 'https:' && !(this.allowPrivate && url.protocol === 'http:'))
      return { reason: 'the webhook must be https', final: true };
    refuseLiteral(url.hostname, this.allowPrivate);
    const body = JSON.stringify(webhookBody(message, this.clock.now()));
    const response = await request(url, {
      method: 'POST',
      dispatcher: this.agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'caracal-webhooks/1',
        ...webhookHeaders(webhook.secret, message.deliveryId, this.clock.now(), body),
      },
      body,
    });
    await response.body.dump({ limit: 64 * 1024 });
    const { statusCode } = response;
    if (statusCode >= 200 && statusCode < 300) return undefined;
    const reason = statusCode >= 300 && statusCode < 400 ? `redirect (${statusCode}) refused` : `status ${statusCode}`;
    // 410 is how a receiver says, by the specification, that it wants no more.
    return { reason, final: statusCode === 410 };
  }

  private async mail({ smtp }: DeliverySettings, message: CodeMessage): Promise<Undelivered | undefined> {
    if (!smtp) return { reason: 'no mail server is configured', final: true };
    const { subject, text } = messageText(message, this.clock.now());
    const transport = createTransport({
      host: await this.publicAddressOf(smtp.host),
      port: smtp.port,
      secure: smtp.secure,
      requireTLS: !smtp.secure && !this.allowPrivate,
      tls: { servername: smtp.host },
      ...(smtp.user === undefined ? {} : { auth: { user: smtp.user, pass: smtp.password ?? '' } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({
        from: smtp.from,
        to: message.email,
        subject,
        text,
        // The same message sent again after a lost answer is one message to a mail program.
        messageId: `<${message.deliveryId}@caracal>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return undefined;
    } finally {
      transport.close();
    }
  }

  private publicAddressOf(host: string): Promise<string> {
    refuseLiteral(host, this.allowPrivate);
    return new Promise((resolve, reject) => {
      publicLookup(this.allowPrivate)(host, { all: false }, (error, address) =>
        error ? reject(error) : resolve(address as string),
      );
    });
  }
}

/** The event as a tenant's own sender of text messages needs it. */
export function webhookBody(message: CodeMessage, nowMs: number): object {
  return {
    type: 'challenge.code',
    timestamp: new Date(nowMs).toISOString(),
    data: {
      challenge_id: message.challengeId,
      transaction_id: message.transactionId,
      external_id: message.externalId,
      account_id: message.accountId,
      code: message.code,
      amount: message.amountMinor,
      currency: message.currency,
      challenge_url: message.url,
      expires_at: new Date(message.expiresAtMs).toISOString(),
    },
  };
}

function undelivered(error: unknown): Undelivered {
  if (error instanceof PrivateAddressError) return { reason: error.message, final: true };
  const { cause, responseCode } = error as { cause?: unknown; responseCode?: number };
  if (cause instanceof PrivateAddressError) return { reason: cause.message, final: true };
  // SMTP 5xx: the server will not take this message; its text may repeat the address, so only the code is kept.
  if (responseCode !== undefined) return { reason: `mail server says ${responseCode}`, final: responseCode >= 500 };
  const code = (error as { code?: string }).code;
  return { reason: code ?? messageOf(error).slice(0, 200), final: false };
}
