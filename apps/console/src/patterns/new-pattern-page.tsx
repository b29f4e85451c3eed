import { IconArrowLeft } from '@tabler/icons-react';
import { Link, getRouteApi, useBlocker, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useCommands } from '../keyboard/use-commands.js';
import { Loading } from '../parts/panel.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { DocumentPanel } from './document-panel.js';

const route = getRouteApi('/new-pattern');
const TestPanel = lazy(() => import('./test-panel.js'));

const TEMPLATE = `pattern: my-pattern
title: Two small declined payments on one card, then a large one
by: card
within: 10m
skip: past-last
sequence: 'probe{2,} -> cashout'
where:
  probe: "event.outcome == 'declined' && event.amount < 500"
  cashout: 'event.amount > 10000'
then: { risk: 0.6, action: review, reason: MY_REASON }
examples:
  - title: two probes, then the cash-out
    events:
      - { at: 0s, amount: 120, outcome: declined }
      - { at: 20s, amount: 99, outcome: declined }
      - { at: 4m, amount: 45000 }
    matches: 1
  - title: one mistyped code, then the shopping goes on
    events:
      - { at: 0s, amount: 420, outcome: declined }
      - { at: 60s, amount: 4200 }
    matches: 0
`;

/** A pattern before its first version. Its name is the one in the document. */
export function NewPatternPage() {
  usePageTitle('New pattern');
  const { tab } = route.useSearch();
  const navigate = useNavigate();
  const [text, setText] = useState(TEMPLATE);
  const edited = text !== TEMPLATE;
  const shown = tab === 'test' ? 'test' : 'document';
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      edited && current.pathname !== next.pathname && !globalThis.confirm('Leave without saving the draft?'),
    enableBeforeUnload: edited,
  });
  useCommands({ back: () => void navigate({ to: '/patterns' }) });
  return (
    <>
      <header className="case-head">
        <Link to="/patterns" className="icon-button" aria-label="Back to the patterns" title="Back (Esc)">
          <IconArrowLeft size={16} />
        </Link>
        <h1>New pattern</h1>
        <span className="muted">Write it, test it, save it as a draft. Nothing runs before it is promoted.</span>
      </header>
      <div className="detail pattern-detail pattern-new">
        <div className="detail-middle">
          <div className="tabs detail-tabs" role="group" aria-label="Parts of the page">
            {(['document', 'test'] as const).map((each) => (
              <Link
                key={each}
                to="."
                search={(before) => ({ ...before, tab: each })}
                className="tab"
                aria-current={each === shown ? 'page' : undefined}
              >
                {each === 'document' ? 'Document' : 'Test'}
              </Link>
            ))}
          </div>
          {shown === 'document' ? (
            <DocumentPanel
              title="Document"
              text={text}
              onChange={setText}
              edited={edited}
              revision={0}
              onSaved={({ id }) =>
                void navigate({
                  to: '/patterns/$patternId',
                  params: { patternId: id },
                  search: {},
                  ignoreBlocker: true,
                })
              }
            />
          ) : (
            <Suspense fallback={<Loading />}>
              <TestPanel document={text} />
            </Suspense>
          )}
        </div>
      </div>
    </>
  );
}
