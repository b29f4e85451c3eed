import { TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSearch } from '@tabler/icons-react';
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { FeatureView } from '../api/contract.js';
import { formatFeature } from '../format/feature-value.js';
import { formatContribution } from '../format/figures.js';
import { Empty, Panel } from '../parts/panel.js';
import { Course } from './course.js';

const sorting = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
const column = createColumnHelper<typeof sorting, FeatureView>();

const columnsIn = (currency: string) =>
  column.columns([
    column.accessor('label', {
      header: 'Feature',
      sortFn: (a, b) => a.original.label.localeCompare(b.original.label),
      cell: ({ row }) => <span title={row.original.name}>{row.original.label}</span>,
    }),
    column.accessor((feature) => feature.value ?? undefined, {
      id: 'value',
      header: 'Value',
      sortUndefined: 'last',
      sortFn: (a, b) => (a.original.value ?? 0) - (b.original.value ?? 0),
      cell: ({ row }) => <Value value={row.original.value} unit={row.original.unit} currency={currency} />,
    }),
    column.accessor('habit', {
      header: 'Usual',
      sortUndefined: 'last',
      sortFn: (a, b) => (a.original.habit ?? 0) - (b.original.habit ?? 0),
      cell: ({ row }) => <Value value={row.original.habit} unit={row.original.unit} currency={currency} />,
    }),
    column.display({
      id: 'course',
      header: 'Over time',
      cell: ({ row }) => <Course feature={row.original} currency={currency} />,
    }),
    column.accessor('contribution', {
      header: 'Moved the score',
      sortUndefined: 'last',
      sortDescFirst: true,
      sortFn: (a, b) => Math.abs(a.original.contribution ?? 0) - Math.abs(b.original.contribution ?? 0),
      cell: ({ row }) => <Contribution value={row.original.contribution} />,
    }),
  ]);

interface FeaturesTableProps {
  readonly features: readonly FeatureView[];
  readonly currency: string;
}

/** Every feature as it was when the decision was made; sorted by a click, narrowed by a search. */
export function FeaturesTable({ features, currency }: FeaturesTableProps) {
  const [text, setText] = useState('');
  const data = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return features.filter(({ name, label }) => `${name} ${label}`.toLowerCase().includes(wanted));
  }, [features, text]);
  const columns = useMemo(() => columnsIn(currency), [currency]);
  const table = useTable({
    features: sorting,
    columns,
    data,
    initialState: { sorting: [{ id: 'contribution', desc: true }] },
  });

  if (features.length === 0) {
    return (
      <Panel title="All features">
        <Empty title="No features were known">
          The stand-in policy answered before any signal had arrived, so there is nothing to show.
        </Empty>
      </Panel>
    );
  }
  return (
    <Panel
      title="All features"
      flush
      aside={
        <TextInput
          aria-label="Search the features"
          placeholder="Search"
          leftSection={<IconSearch size={13} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      }
    >
      <table className="table">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    className={header.id === 'label' ? '' : 'right'}
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
                  >
                    <button
                      type="button"
                      className="sort"
                      disabled={!header.column.getCanSort()}
                      onClick={header.column.getToggleSortingHandler()}
                    >
                      <table.FlexRender header={header} />
                      {sorted === 'asc' ? <IconArrowUp size={12} aria-hidden /> : null}
                      {sorted === 'desc' ? <IconArrowDown size={12} aria-hidden /> : null}
                    </button>
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={cell.column.id === 'label' ? 'feature' : 'right num'}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {data.length === 0 ? <Empty title="No feature has this name" /> : null}
    </Panel>
  );
}

interface ValueProps {
  readonly value: number | null | undefined;
  readonly unit: string;
  readonly currency: string;
}

/** Absent: there is none to show. null: it exists and was not known. */
function Value({ value, unit, currency }: ValueProps) {
  if (value === null) return <span className="muted">not known</span>;
  if (value === undefined) return <span className="muted">–</span>;
  const shown = formatFeature(value, unit, currency);
  return (
    <>
      {shown.text} <span className="muted">{shown.unit}</span>
    </>
  );
}

function Contribution({ value }: { readonly value: number | undefined }) {
  if (value === undefined) return <span className="muted">–</span>;
  return (
    <span className={value > 0.005 ? 'text-bad' : value < -0.005 ? 'text-ok' : 'muted'}>
      {formatContribution(value)}
    </span>
  );
}
