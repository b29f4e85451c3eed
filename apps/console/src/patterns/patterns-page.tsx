import { TextInput } from '@mantine/core';
import { IconPlus, IconRoute, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { PatternStatus, PatternSummary } from '../api/contract.js';
import { patternsQuery } from '../api/queries.js';
import { formatCount } from '../format/figures.js';
import { PATTERN_STATUS_WORDS } from '../format/words.js';
import { useCommands } from '../keyboard/use-commands.js';
import { LateLink } from '../late/late-link.js';
import { Empty, Failure, Loading } from '../parts/panel.js';
import { RowList } from '../parts/row-list.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useViewer } from '../shell/viewer.js';
import { PATTERN_STATUSES, patternsSearch } from '../url-state.js';
import { countByStatus, filterPatterns } from './filter-patterns.js';
import { PATTERN_COLUMNS } from './pattern-columns.js';

const route = getRouteApi('/patterns');
const VIEWS: readonly (PatternStatus | undefined)[] = [undefined, ...PATTERN_STATUSES];

/** Every pattern of the tenant, those of the installation among them. */
export function PatternsPage() {
  usePageTitle('Patterns');
  const { mayAct } = useViewer();
  const { status, q } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(patternsQuery);
  const all = useMemo(() => query.data?.items ?? [], [query.data]);
  const counts = useMemo(() => countByStatus(all), [all]);
  const rows = useMemo(() => filterPatterns(all, { status, text: q }), [all, status, q]);
  // As it is typed: the address has it trimmed.
  const [typed, setTyped] = useState(q ?? '');
  const [selectedId, setSelectedId] = useState<string>();
  const selected = rows.findIndex((row) => row.id === selectedId);
  const select = (index: number): void => setSelectedId(rows[index]?.id);
  const open = (row: PatternSummary): void => {
    void navigate({ to: '/patterns/$patternId', params: { patternId: row.id }, search: {} });
  };
  const filterBy = (text: string): void => {
    setTyped(text);
    void navigate({
      search: (before) => patternsSearch({ ...before, q: text }),
      replace: true,
    });
  };
  useCommands({
    next: () => select(Math.min(selected + 1, rows.length - 1)),
    previous: () => select(Math.max(selected - 1, 0)),
    open: () => {
      if (rows[selected] !== undefined) open(rows[selected]);
    },
    back: () => setSelectedId(undefined),
  });

  return (
    <div className="list-page">
      <div className="toolbar">
        <h1 className="toolbar-title">Patterns</h1>
        <div className="tabs" role="group" aria-label="Which patterns">
          {VIEWS.map((view) => (
            <Link
              key={view ?? 'all'}
              to="/patterns"
              search={(before) => patternsSearch({ ...before, status: view })}
              className="tab"
              aria-current={status === view ? 'page' : undefined}
              activeOptions={{ exact: true }}
            >
              {view === undefined ? 'All' : PATTERN_STATUS_WORDS[view].short}{' '}
              {query.data === undefined ? null : (
                <span className="num muted">{formatCount(view === undefined ? all.length : counts[view])}</span>
              )}
            </Link>
          ))}
        </div>
        <span className="spring" />
        {query.data === undefined ? null : <Limit {...query.data.limit} />}
        <TextInput
          aria-label="Filter the patterns"
          className="pattern-filter"
          placeholder="Filter by name, reason, entity"
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={({ currentTarget: { value } }) => filterBy(value)}
        />
        <LateLink />
        {mayAct ? (
          <Link to="/new-pattern" className="link-button">
            <IconPlus size={14} aria-hidden /> New pattern
          </Link>
        ) : null}
      </div>
      <div className="list-area">
        {query.isPending ? (
          <Loading rows={14} height={18} />
        ) : query.isError && all.length === 0 ? (
          <Failure error={query.error} what="The patterns could not be loaded." retry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <NoPatterns none={all.length === 0} onAll={() => setTyped('')} />
        ) : (
          <RowList
            label="Patterns"
            rows={rows}
            columns={PATTERN_COLUMNS}
            rowKey={(row) => row.id}
            selected={selected}
            onSelect={select}
            onOpen={open}
          />
        )}
      </div>
    </div>
  );
}

/** Said from nine tenths on: before that nobody has to think of it. */
function Limit({ live, live_max: max }: { readonly live: number; readonly live_max: number }) {
  if (live < max * 0.9) return null;
  return (
    <span className="sign sign-bad">
      {formatCount(live)} of {formatCount(max)} live patterns used
    </span>
  );
}

function NoPatterns({ none, onAll }: { readonly none: boolean; readonly onAll: () => void }) {
  if (!none) {
    return (
      <Empty title="No pattern is like that">
        <Link to="/patterns" search={({ mode }) => (mode === undefined ? {} : { mode })} onClick={onAll}>
          Show all patterns
        </Link>
      </Empty>
    );
  }
  return (
    <Empty icon={<IconRoute size={28} />} title="No patterns yet">
      A pattern says which payments, one after the other, look like a fraud. Write the first one; nothing runs before
      you promote it.
    </Empty>
  );
}
