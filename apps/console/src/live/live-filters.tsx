import { Button, Popover, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconCalendarTime, IconX } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { OUTCOME_WORDS, RUNG_WORDS } from '../format/words.js';
import { shortId } from '../format/identifier.js';
import { shortDateTime } from '../format/time.js';
import { useViewer } from '../shell/viewer.js';
import { OUTCOMES, type LiveSearch } from '../url-state.js';

const route = getRouteApi('/live');
const ALL = 'all';

/** The filters of the live list; each change is a change of the address. */
export function LiveFilters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: { [K in keyof LiveSearch]?: LiveSearch[K] | undefined }): void => {
    void navigate({ search: (before) => ({ ...before, ...change }) as LiveSearch });
  };
  return (
    <div className="filters">
      <SegmentedControl
        aria-label="Outcome"
        value={search.outcome ?? ALL}
        data={[{ value: ALL, label: 'All' }, ...OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] }))]}
        onChange={(value) => set({ outcome: OUTCOMES.find((outcome) => outcome === value) })}
      />
      <Select
        aria-label="Answered by"
        className="filter-rung"
        placeholder="Any answer"
        clearable
        value={search.answered_by ?? null}
        data={(['full', 'degraded', 'stand_in'] as const).map((value) => ({ value, label: RUNG_WORDS[value].short }))}
        onChange={(value) => set({ answered_by: value ?? undefined })}
      />
      <RangeFilter key={`${search.from} ${search.to}`} from={search.from} to={search.to} onChange={set} />
      {search.q === undefined ? null : (
        <button type="button" className="filter-chip" onClick={() => set({ q: undefined })} title={search.q}>
          {shortId(search.q)} <IconX size={12} aria-label="Clear the search" />
        </button>
      )}
    </div>
  );
}

interface RangeProps {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (range: { from: string | undefined; to: string | undefined }) => void;
}

const LAST: readonly { says: string; ms: number }[] = [
  { says: 'Last 15 minutes', ms: 900_000 },
  { says: 'Last hour', ms: 3_600_000 },
  { says: 'Last 24 hours', ms: 86_400_000 },
  { says: 'Last 7 days', ms: 7 * 86_400_000 },
];

function RangeFilter({ from, to, onChange }: RangeProps) {
  const { timeZone } = useViewer();
  const [opened, setOpened] = useState(false);
  const [start, setStart] = useState(localInput(from));
  const [end, setEnd] = useState(localInput(to));
  const apply = (range: RangeFilterValue): void => {
    setOpened(false);
    onChange(range);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconCalendarTime size={14} />}
          onClick={() => setOpened(!opened)}
          aria-expanded={opened}
        >
          {rangeWords(from, to, timeZone)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="range"
          onSubmit={(event) => {
            event.preventDefault();
            apply({ from: fromLocal(start), to: fromLocal(end) });
          }}
        >
          <div className="range-last">
            {LAST.map(({ says, ms }) => (
              <Button
                key={says}
                variant="default"
                onClick={() => apply({ from: new Date(Date.now() - ms).toISOString(), to: undefined })}
              >
                {says}
              </Button>
            ))}
          </div>
          <TextInput
            type="datetime-local"
            label="From"
            description="In this computer’s time"
            value={start}
            onChange={(event) => setStart(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label="To"
            value={end}
            onChange={(event) => setEnd(event.currentTarget.value)}
          />
          <div className="form-actions">
            <Button variant="subtle" onClick={() => apply({ from: undefined, to: undefined })}>
              Any time
            </Button>
            <Button type="submit">Apply</Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

interface RangeFilterValue {
  from: string | undefined;
  to: string | undefined;
}

function rangeWords(from: string | undefined, to: string | undefined, timeZone: string): string {
  if (from === undefined && to === undefined) return 'Any time';
  const words = (at: string): string => shortDateTime(Date.parse(at), timeZone).slice(0, -3);
  if (to === undefined) return `Since ${words(from!)}`;
  return from === undefined ? `Until ${words(to)}` : `${words(from)} – ${words(to)}`;
}

/** An instant as a `datetime-local` field wants it, and back. */
function localInput(at: string | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromLocal(text: string): string | undefined {
  return text === '' ? undefined : new Date(text).toISOString();
}
