import { Button } from '@mantine/core';
import {
  IconArchive,
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowUp,
  IconEye,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { PatternDetail, PatternVersionView } from '../api/contract.js';
import { entityWords, PATTERN_ACTION_WORDS, PATTERN_ORIGIN_WORDS, sentenceCase } from '../format/words.js';
import { CopyButton } from '../parts/identifier.js';
import { useViewer } from '../shell/viewer.js';
import { consequenceOf, DEED_WORDS, deedsOf, type Deed, liveBefore } from './deeds.js';
import { useDeed } from './pattern-actions.js';
import { Standing } from './pattern-status.js';
import { ReasonDialog } from '../parts/reason-dialog.js';

interface PatternHeadProps {
  readonly detail: PatternDetail;
  readonly version: PatternVersionView;
  readonly edited: boolean;
}

const ICONS: Record<Deed, TablerIcon> = {
  shadow: IconEye,
  promote: IconArrowUp,
  retire: IconArchive,
  rollback: IconArrowBackUp,
};
const PLACEHOLDERS: Record<Deed, string> = {
  shadow: 'What the trial should show',
  promote: 'What speaks for it: the trial, the test, the loss it stops',
  retire: 'Why it is no longer wanted',
  rollback: 'What went wrong with the present version',
};

/** Which pattern, where it stands, and what can be done with the version that is shown. */
export function PatternHead({ detail, version, edited }: PatternHeadProps) {
  const { mayAct } = useViewer();
  const [doing, setDoing] = useState<Deed>();
  const change = useDeed(detail.id);
  const before = liveBefore(detail);
  // From the live version, a roll back leads to the one before it.
  const leadsBack = doing === 'rollback' && version.status === 'live';
  const target = detail.versions.find((one) => leadsBack && one.version === before) ?? version;
  const begin = (deed: Deed): void => {
    change.reset();
    setDoing(deed);
  };
  return (
    <>
      <header className="case-head">
        <Link to="/patterns" className="icon-button" aria-label="Back to the patterns" title="Back (Esc)">
          <IconArrowLeft size={16} />
        </Link>
        <h1>
          <span className="pattern-id">{detail.id}</span> <CopyButton value={detail.id} />
        </h1>
        <Standing pattern={detail} />
        <span className="spring" />
        {mayAct ? (
          <>
            <span className="muted">Version {version.version}</span>
            {deedsOf(version, before).map((deed, index) => {
              const Icon = ICONS[deed];
              const isFirst = index === 0 && version.status !== 'live';
              return (
                <Button
                  key={deed}
                  variant={isFirst && !edited ? 'filled' : 'default'}
                  leftSection={<Icon size={14} />}
                  disabled={edited}
                  title={edited ? 'Save the draft first: this concerns saved versions' : undefined}
                  onClick={() => begin(deed)}
                >
                  {DEED_WORDS[deed].verb}
                  {deed === 'rollback' && version.status === 'live' ? ` to v${before}` : ''}
                </Button>
              );
            })}
          </>
        ) : null}
      </header>
      <p className="pattern-facts">
        {detail.title === null ? null : <strong>{detail.title}</strong>}
        <span>per {entityWords(detail.by).toLowerCase()}</span>
        <span>
          reason <span className="chip">{sentenceCase(detail.reason)}</span>
        </span>
        <span className="num">risk {detail.risk.toFixed(2)}</span>
        <span>action {(PATTERN_ACTION_WORDS[detail.action] ?? detail.action).toLowerCase()}</span>
        <span className="muted">{PATTERN_ORIGIN_WORDS[detail.origin].long}</span>
      </p>
      {doing === undefined ? null : (
        <ReasonDialog
          title={`${DEED_WORDS[doing].verb}: version ${target.version} of ${detail.id}`}
          consequence={consequenceOf(doing, target, detail)}
          verb={DEED_WORDS[doing].verb}
          placeholder={PLACEHOLDERS[doing]}
          bad={doing === 'retire'}
          pending={change.isPending}
          error={change.error}
          refused={DEED_WORDS[doing].refused}
          onSubmit={(reason) =>
            change.mutate(
              { deed: doing, version: target.version, revision: detail.revision, reason },
              { onSuccess: () => setDoing(undefined) },
            )
          }
          onClose={() => setDoing(undefined)}
        />
      )}
    </>
  );
}
