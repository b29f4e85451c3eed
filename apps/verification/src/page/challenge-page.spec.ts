import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHALLENGE_CSP, challengePage, SAID, type ChallengeView } from './challenge-page.js';
import { html } from './html.js';

const open: Extract<ChallengeView, { kind: 'open' }> = {
  kind: 'open',
  id: 'chl_1',
  token: 'tok',
  amount: '129.90',
  currency: 'USD',
  channel: 'email',
  attemptsLeft: 3,
  expiresInMs: 90_000,
  resend: 'offered',
};

describe('challenge page', () => {
  it('html: values are escaped, made HTML is not', () => {
    expect(html`<p title="${`"'<>&`}">${html`<b>${'<i>'}</b>`}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&gt;&amp;"><b>&lt;i&gt;</b></p>',
    );
  });

  it('hostile token, id or amount: stays text', () => {
    const hostile = `"><script>alert(1)</script>`;
    const page = challengePage({ ...open, token: hostile, id: hostile, amount: hostile, currency: hostile });
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
  });

  it('open: amount, form with label and one-time-code field, minutes rounded up, no script anywhere', () => {
    const page = challengePage(open);
    expect(page).toContain('129.90 USD');
    expect(page).toContain('<label for="code">');
    expect(page).toContain('autocomplete="one-time-code"');
    expect(page).toContain('within 2 minutes');
    expect(page).toContain('<html lang="en">');
    expect(page).not.toMatch(/<script|javascript:|\son\w+=/i);
  });

  it('wrong code: says how many attempts are left, marks the field, names the error in the title', () => {
    const page = challengePage({ ...open, said: 'wrong', attemptsLeft: 1 });
    expect(page).toContain('One attempt is left');
    expect(page).toContain('aria-invalid="true"');
    expect(page).toContain('<title>Error: ');
  });

  it.each(SAID)('said %s: a sentence in an alert', (said) => {
    expect(challengePage({ ...open, said })).toMatch(/role="alert">[A-Z][^<]+\.<\/p>/);
  });

  it('resend used up: the button is gone', () => {
    expect(challengePage({ ...open, resend: 'used_up' })).not.toContain('value="resend"');
    expect(challengePage(open)).toContain('value="resend"');
  });

  it.each(['passed', 'failed', 'expired', 'cancelled'] as const)('closed as %s: a heading and no form', (status) => {
    const page = challengePage({ kind: 'closed', status });
    expect(page).toContain('<h1>');
    expect(page).not.toContain('<form');
  });

  it('security policy: allows exactly the style that the page has', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(challengePage(open))?.[1] ?? '';
    expect(style.length).toBeGreaterThan(500);
    expect(CHALLENGE_CSP).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(CHALLENGE_CSP).toContain("default-src 'none'");
  });
});
