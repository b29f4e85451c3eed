import type { ChallengeView } from '../api/contract.js';
import { CHALLENGE_WORDS, DELIVERY_WORDS, SENDER_WORDS } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { useNow } from '../parts/now.js';
import { Panel } from '../parts/panel.js';
import { Due, When } from '../parts/when.js';

const TONES: Partial<Record<ChallengeView['status'], string>> = { passed: 'ok', failed: 'bad', pending: 'warn' };

/** The one-time code that the payer was asked for, and how that went. */
export function ChallengePanel({ challenge }: { readonly challenge: ChallengeView }) {
  const tone = TONES[challenge.status];
  return (
    <Panel title="Step-up by one-time code">
      <dl className="pairs pairs-wide">
        <dt>Result</dt>
        <dd>
          <span className={tone === undefined ? '' : `state-${tone}`}>{CHALLENGE_WORDS[challenge.status]}</span>
          {challenge.resolved_at === undefined ? null : (
            <span className="muted">
              {' '}
              <When at={challenge.resolved_at} />
            </span>
          )}
        </dd>
        <dt>Wrong or right codes entered</dt>
        <dd className="num">
          {challenge.attempts} of {challenge.attempts_max}
        </dd>
        <dt>Codes sent</dt>
        <dd className="num">{challenge.sends}</dd>
        {challenge.channel === undefined ? null : (
          <>
            <dt>Sent by</dt>
            <dd>{SENDER_WORDS[challenge.channel]}</dd>
          </>
        )}
        {challenge.delivery === undefined ? null : (
          <>
            <dt>Delivery</dt>
            <dd className={challenge.delivery === 'failed' ? 'state-bad' : ''}>{DELIVERY_WORDS[challenge.delivery]}</dd>
          </>
        )}
        <Expiry at={challenge.expires_at} />
        <dt>Challenge</dt>
        <dd>
          <Identifier value={challenge.id} />
        </dd>
      </dl>
    </Panel>
  );
}

function Expiry({ at }: { readonly at: string }) {
  const past = Date.parse(at) <= useNow();
  return (
    <>
      <dt>{past ? 'Expired' : 'Expires'}</dt>
      <dd>{past ? <When at={at} /> : <Due at={at} />}</dd>
    </>
  );
}
