import { formatMinor } from '#contracts';

/** The words that a payer reads; short enough for a text message, and without a link, which phishing taught people to fear. */
export function messageText(
  message: { code: string | undefined; amountMinor: number; currency: string; expiresAtMs: number },
  nowMs: number,
): {
  subject: string;
  text: string;
} {
  const minutes = Math.max(1, Math.round((message.expiresAtMs - nowMs) / 60_000));
  const amount = `${formatMinor(message.amountMinor, message.currency)} ${message.currency}`;
  const code = message.code === undefined ? 'Your code' : `${message.code} is your code`;
  return {
    subject: 'Your code to confirm a payment',
    text: `${code} to confirm the payment of ${amount}. It works for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. Never tell it to anyone, also not on the telephone.`,
  };
}
