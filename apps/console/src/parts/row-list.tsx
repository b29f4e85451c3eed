import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { fitColumns, type ColumnSpace } from './fit-columns.js';
import { Loading } from './panel.js';

/**
 * A list of rows in columns that scrolls smoothly however long it is: only the rows in view are in the page. It is a
 * grid to assistive technology, with one selected row; the page's keys move the selection.
 */
export interface Column<T> extends ColumnSpace {
  readonly id: string;
  readonly header: ReactNode;
  readonly align?: 'right';
  readonly cell: (row: T) => ReactNode;
}

export interface RowListProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onOpen: (row: T) => void;
  /** Called when the end comes near and there may be more. */
  readonly onEnd?: (() => void) | undefined;
  readonly loadingMore?: boolean;
  readonly onScroll?: (top: number) => void;
}

const ROW_HEIGHT = 34;
/** As in lists.css. */
const GAP = 16;
const SIDE = 14;
const END_NEAR = 20;

export function RowList<T>(props: RowListProps<T>) {
  const { rows, rowKey, selected, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const head = useElementSize<HTMLDivElement>();
  const listId = useId();
  const { shown: columns, template } = fitColumns(props.columns, head.width - 2 * SIDE, GAP);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => rowKey(rows[index]!),
  });
  const items = virtual.getVirtualItems();
  const lastInView = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (onEnd !== undefined && rows.length > 0 && lastInView >= rows.length - END_NEAR) onEnd();
  }, [lastInView, rows.length, onEnd]);
  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected, { align: 'auto' });
    // Only a move of the selection scrolls, not every render of the virtualizer.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  return (
    <div
      ref={scroller}
      className="rows"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={selected >= 0 ? `${listId}-${selected}` : undefined}
      tabIndex={0}
      onScroll={(event) => props.onScroll?.(event.currentTarget.scrollTop)}
    >
      <div ref={head.ref} className="rows-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map(({ id, header, align }) => (
          <div key={id} role="columnheader" className={align === 'right' ? 'cell right' : 'cell'}>
            {header}
          </div>
        ))}
      </div>
      <div role="rowgroup" className="rows-body" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]!;
          return (
            <div
              key={item.key}
              id={`${listId}-${item.index}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={item.index === selected}
              className="row"
              style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)`, height: ROW_HEIGHT }}
              onMouseDown={() => props.onSelect(item.index)}
              onClick={(event) => {
                const control = event.target instanceof Element && event.target.closest('a, button') !== null;
                if (!control && globalThis.getSelection()?.isCollapsed !== false) props.onOpen(row);
              }}
            >
              {columns.map(({ id, align, cell }) => (
                <div key={id} role="gridcell" className={align === 'right' ? 'cell right' : 'cell'}>
                  {cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {props.loadingMore === true ? <Loading rows={3} /> : null}
    </div>
  );
}
