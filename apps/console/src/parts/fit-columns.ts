/** A column's claim to space in a list. */
export interface ColumnSpace {
  /** Pixels that it needs. */
  readonly min: number;
  /** Its share of what is left over; none: it stays at `min`. */
  readonly grow?: number;
  /** Columns with the highest number go first when space is short; without one it always stays. */
  readonly drop?: number;
}

/** The columns that fit into `width` pixels, in their order, and the tracks of a CSS grid for them. */
export function fitColumns<T extends ColumnSpace>(
  columns: readonly T[],
  width: number,
  gap: number,
): { shown: T[]; template: string } {
  const shown = [...columns];
  while (needed(shown, gap) > width) {
    const last = shown.reduce<T | undefined>(
      (worst, column) => ((column.drop ?? -1) > (worst?.drop ?? -1) ? column : worst),
      undefined,
    );
    if (last === undefined) break;
    shown.splice(shown.indexOf(last), 1);
  }
  const template = shown
    .map(({ min, grow }) => (grow === undefined ? `${min}px` : `minmax(${min}px, ${grow}fr)`))
    .join(' ');
  return { shown, template };
}

function needed(columns: readonly ColumnSpace[], gap: number): number {
  return columns.reduce((sum, { min }) => sum + min, gap * (columns.length - 1));
}
