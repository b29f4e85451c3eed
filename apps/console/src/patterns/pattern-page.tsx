import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi, useBlocker, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ApiError } from '../api/client.js';
import type { PatternDetail } from '../api/contract.js';
import { patternQuery } from '../api/queries.js';
import { formatCount } from '../format/figures.js';
import { useCommands } from '../keyboard/use-commands.js';
import { Empty, Failure, Loading } from '../parts/panel.js';
import { usePageTitle } from '../shell/use-page-title.js';
import type { PatternTab } from '../url-state.js';
import { ComparisonPanel } from './comparison-panel.js';
import { DocumentPanel } from './document-panel.js';
import { HealthNotice } from './health-notice.js';
import { PatternHead } from './pattern-head.js';
import { PatternHistory, VersionsPanel } from './versions-panel.js';

const route = getRouteApi('/patterns/$patternId');
const TestPanel = lazy(() => import('./test-panel.js'));

export function PatternPage() {
  const { patternId } = route.useParams();
  const detail = useQuery(patternQuery(patternId));
  if (detail.data !== undefined) return <Pattern key={patternId} detail={detail.data} />;
  if (detail.error instanceof ApiError && detail.error.status === 404) {
    return (
      <div className="page-middle">
        <Empty title={`There is no pattern ${patternId}`}>
          <Link to="/patterns">Show all patterns</Link>
        </Empty>
      </div>
    );
  }
  if (detail.isError) {
    return (
      <div className="page-middle">
        <Failure
          error={detail.error}
          what={`The pattern ${patternId} could not be loaded.`}
          retry={() => void detail.refetch()}
        />
      </div>
    );
  }
  return (
    <div className="detail pattern-detail" aria-busy>
      <div className="panel">
        <Loading rows={16} />
      </div>
      <div className="panel">
        <Loading rows={5} />
      </div>
    </div>
  );
}

/** One pattern: its document with its versions, tests, how a trial compares, and who changed what. */
function Pattern({ detail }: { readonly detail: PatternDetail }) {
  const { tab = 'document', version: asked } = route.useSearch();
  const navigate = useNavigate();
  // By version: a look at another one must not cost what was written.
  const [edits, setEdits] = useState<ReadonlyMap<number, string>>(new Map());
  // What was the newest when the page opened: a version that somebody else saves must not take the place of a text at work.
  const [newest] = useState(detail.latest_version);
  const version = detail.versions.find((each) => each.version === (asked ?? newest)) ?? detail.versions[0]!;
  const text = edits.get(version.version) ?? version.source;
  const edited = text !== version.source;

  usePageTitle(detail.id);
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      edits.size > 0 && current.pathname !== next.pathname && !globalThis.confirm('Leave without saving the draft?'),
    enableBeforeUnload: edits.size > 0,
  });
  useCommands({ back: () => void navigate({ to: '/patterns' }) });

  const edit = (changed: string): void => {
    const others = [...edits].filter(([each]) => each !== version.version);
    setEdits(new Map(changed === version.source ? others : [...others, [version.version, changed]]));
  };
  const saved = (now: PatternDetail): void => {
    setEdits(new Map([...edits].filter(([each]) => each !== version.version)));
    // Saved under another name, it is another pattern.
    void navigate({
      to: '/patterns/$patternId',
      params: { patternId: now.id },
      search: { version: now.latest_version },
      ignoreBlocker: true,
    });
  };
  const tabs: readonly { tab: PatternTab; says: string; count?: number }[] = [
    { tab: 'document', says: 'Document' },
    { tab: 'test', says: 'Test' },
    ...(detail.shadow_version === null ? [] : [{ tab: 'comparison' as const, says: 'Shadow against live' }]),
    { tab: 'history', says: 'History', count: detail.history.length },
  ];
  const shown = tabs.some((each) => each.tab === tab) ? tab : 'document';

  return (
    <>
      <PatternHead detail={detail} version={version} edited={edited} />
      <HealthNotice detail={detail} />
      <div className="detail pattern-detail">
        <div className="detail-middle">
          <div className="tabs detail-tabs" role="group" aria-label="Parts of the page">
            {tabs.map(({ tab: each, says, count }) => (
              <Link
                key={each}
                to="."
                search={(before) => ({ ...before, tab: each })}
                className="tab"
                aria-current={each === shown ? 'page' : undefined}
              >
                {says}{' '}
                {count === undefined || count === 0 ? null : <span className="num muted">{formatCount(count)}</span>}
              </Link>
            ))}
          </div>
          {shown === 'document' ? (
            <DocumentPanel
              key={version.version}
              title={`Document of version ${version.version}`}
              text={text}
              onChange={edit}
              edited={edited}
              patternId={detail.id}
              revision={detail.revision}
              onSaved={saved}
            />
          ) : null}
          {shown === 'test' ? (
            <Suspense fallback={<Loading />}>
              <TestPanel document={text} />
            </Suspense>
          ) : null}
          {shown === 'comparison' ? <ComparisonPanel patternId={detail.id} /> : null}
          {shown === 'history' ? <PatternHistory detail={detail} /> : null}
        </div>
        <VersionsPanel detail={detail} shown={version.version} edited={new Set(edits.keys())} />
      </div>
    </>
  );
}
