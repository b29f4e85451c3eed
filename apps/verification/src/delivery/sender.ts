import type { Channel } from '../challenge.js';

/** What is sent to the payer, or to the tenant that passes it on. Never logged: it carries the code. */
export interface CodeMessage {
  readonly deliveryId: string;
  readonly challengeId: string;
  readonly transactionId: string;
  readonly externalId: string;
  readonly accountId: string;
  readonly email: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly code: string;
  readonly url: string;
  readonly expiresAtMs: number;
}

/** Why a message did not go out. `final` means that trying again can't help. */
export interface Undelivered {
  readonly reason: string;
  readonly final: boolean;
}

/** The tenant's way to reach its payers. */
export interface DeliverySettings {
  readonly webhook?: { readonly url: string; readonly secret: string } | undefined;
  readonly smtp?:
    | {
        readonly host: string;
        readonly port: number;
        readonly secure: boolean;
        readonly user?: string | undefined;
        readonly password?: string | undefined;
        readonly from: string;
      }
    | undefined;
}

/** Test data never leaves the suite; a live code goes by webhook, else by e-mail where the payer's address is known. */
export function channelFor(livemode: boolean, settings: DeliverySettings, email: string): Channel {
  if (!livemode) return 'sandbox';
  if (settings.webhook) return 'webhook';
  return settings.smtp && email !== '' ? 'email' : 'sandbox';
}

/** Sends one message. Resolves to undefined when it was taken, and with the reason when not; never throws. */
export abstract class CodeSender {
  abstract send(
    channel: Exclude<Channel, 'sandbox'>,
    settings: DeliverySettings,
    message: CodeMessage,
  ): Promise<Undelivered | undefined>;
}
