import { createHash } from 'node:crypto';
import { Html, html } from './html.js';
import type { ChallengeStatus, Channel } from '../challenge.js';

/**
 * The payer's page, rendered on the server: works without JavaScript, on a phone, with a screen reader, and names no
 * brand. Pure: a view in, a document out.
 */
export type ChallengeView =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'open';
      readonly id: string;
      readonly token: string;
      readonly amount: string;
      readonly currency: string;
      readonly channel: Channel;
      readonly attemptsLeft: number;
      readonly expiresInMs: number;
      readonly resend: 'offered' | 'later' | 'used_up';
      readonly said?: Said | undefined;
    }
  | { readonly kind: 'closed'; readonly status: Exclude<ChallengeStatus, 'pending'> };

/** What the page says about what the payer just did; the only text of the address that reaches the page. */
export const SAID = ['wrong', 'not_a_code', 'sent', 'wait', 'no_more'] as const;
export type Said = (typeof SAID)[number];

export function challengePage(view: ChallengeView): string {
  const { title, body } = contents(view);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.text;
}

function contents(view: ChallengeView): { title: string; body: Html } {
  switch (view.kind) {
    case 'preparing':
      return {
        title: 'One moment',
        body: html`<h1>One moment</h1>
          <p role="status">Your payment is being prepared. This page goes on by itself.</p>`,
      };
    case 'unknown':
      return {
        title: 'This link does not work',
        body: html`<h1>This link does not work</h1>
          <p>It may be incomplete, or the payment may be too long ago. Go back to the shop and try again.</p>`,
      };
    case 'closed':
      return closed(view.status);
    default:
      return open(view);
  }
}

function closed(status: Exclude<ChallengeStatus, 'pending'>): { title: string; body: Html } {
  const [title, text] = CLOSED[status];
  return {
    title,
    body: html`<h1>${title}</h1>
      <p role="status">${text}</p>`,
  };
}

const CLOSED: Readonly<Record<Exclude<ChallengeStatus, 'pending'>, readonly [string, string]>> = {
  passed: ['Confirmed', 'Thank you. You can close this page and go back to the shop.'],
  failed: [
    'Not confirmed',
    'The code was wrong too many times, so the payment was not confirmed. You can close this page.',
  ],
  expired: [
    'The time is up',
    'The code was not entered in time, so the payment was not confirmed. You can close this page.',
  ],
  cancelled: ['Cancelled', 'The payment was not confirmed. You can close this page.'],
};

function open(view: Extract<ChallengeView, { kind: 'open' }>): { title: string; body: Html } {
  const problem = view.said === 'wrong' || view.said === 'not_a_code';
  const message = view.said === undefined ? undefined : said(view.said, view.attemptsLeft);
  const minutes = Math.max(1, Math.ceil(view.expiresInMs / 60_000));
  return {
    title: problem ? 'Error: confirm your payment' : 'Confirm your payment',
    body: html`<h1>Confirm your payment</h1>
      <p class="amount">${view.amount} ${view.currency}</p>
      <p>${SENT_BY[view.channel]} Enter it within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.</p>
      ${message === undefined ? '' : html`<p id="said" class="${problem ? 'problem' : 'notice'}" role="alert">${message}</p>`}
      <form method="post" action="/challenge/${view.id}">
        <input type="hidden" name="token" value="${view.token}" />
        <label for="code">Six-digit code</label>
        <input
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9\\s\\-]*"
          maxlength="12"
          required
          autofocus
          ${problem ? html`aria-invalid="true" aria-describedby="said"` : ''}
        />
        <button name="action" value="verify">Confirm</button>
      </form>
      <form method="post" action="/challenge/${view.id}" class="other">
        <input type="hidden" name="token" value="${view.token}" />
        ${resend(view.resend)}
        <button name="action" value="cancel" class="plain">Cancel this payment</button>
      </form>`,
  };
}

const SENT_BY: Readonly<Record<Channel, string>> = {
  sandbox: 'A code was sent to the sandbox outbox.',
  email: 'We sent you a code by e-mail.',
  webhook: 'We sent you a code.',
};

function resend(state: 'offered' | 'later' | 'used_up'): Html {
  if (state === 'used_up') return html`<p>No more codes can be sent for this payment.</p>`;
  return html`<button name="action" value="resend" class="plain">Send a new code</button>
    ${state === 'later' ? html`<p class="small">Please allow half a minute for it to arrive.</p>` : ''}`;
}

function said(what: Said, attemptsLeft: number): string {
  const sentence = SENTENCES[what];
  if (what !== 'wrong') return sentence;
  return `${sentence} ${attemptsLeft === 1 ? 'One attempt is left.' : `${attemptsLeft} attempts are left.`}`;
}

const SENTENCES: Readonly<Record<Said, string>> = {
  wrong: 'That code is not right.',
  not_a_code: 'The code has six digits. This did not use up an attempt.',
  sent: 'A new code is on its way. The one before no longer works.',
  wait: 'A code was sent a moment ago. Please allow half a minute before asking for another.',
  no_more: 'No more codes can be sent for this payment.',
};

const STYLE = `
:root{color-scheme:light dark;--ink:#1b2330;--soft:#566173;--line:#c3cad6;--page:#f3f5f8;--card:#fff;--main:#1f5fbf;--bad:#b3261e;--good:#1d6b3c}
@media (prefers-color-scheme:dark){:root{--ink:#eef1f6;--soft:#aab4c3;--line:#4a5567;--page:#12161d;--card:#1c222c;--main:#8bb8ff;--bad:#ffb4ab;--good:#8fdcae}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto;padding:2rem 1.5rem;background:var(--card);min-height:100vh}
@media (min-width:32rem){main{margin:3rem auto;min-height:0;border-radius:.75rem;box-shadow:0 1px 6px rgb(0 0 0/.15)}}
h1{font-size:1.375rem;line-height:1.25;margin:0 0 1rem}
.amount{font-size:1.75rem;font-weight:600;font-variant-numeric:tabular-nums;margin:0 0 .5rem}
label{display:block;font-weight:600;margin:1.25rem 0 .375rem}
input:not([type=hidden]){width:100%;font:inherit;font-size:1.5rem;letter-spacing:.25em;padding:.625rem .75rem;border:1px solid var(--line);border-radius:.5rem;background:transparent;color:inherit}
input[aria-invalid]{border-color:var(--bad)}
button{width:100%;min-height:3rem;margin-top:1rem;font:inherit;font-weight:600;border:0;border-radius:.5rem;background:var(--main);color:var(--card);cursor:pointer}
button.plain{background:transparent;color:var(--main);border:1px solid var(--line)}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}
.problem,.notice{padding:.625rem .75rem;border-inline-start:.25rem solid}
.problem{color:var(--bad)}.notice{color:var(--good)}
.small{font-size:.9375rem;color:var(--soft);margin:.5rem 0 0}
.other{margin-top:1.5rem}
`;
// Not by the tag: the formatter would change the text that the policy's hash is of.
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

/** The policy for the page: nothing but its own style and its own form; no frames, scripts, images or other hosts. */
export const CHALLENGE_CSP = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
