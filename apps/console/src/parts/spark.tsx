/** A line without axes, for a tile: the shape of the last while. Decoration; the figure beside it carries the value. */
export function Spark({ values, tone }: { readonly values: readonly (number | null)[]; readonly tone?: string }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <svg className="spark" aria-hidden />;
  const top = Math.max(...known, 0.000_1);
  const step = 100 / (values.length - 1);
  const points = values
    .map((value, index) =>
      value === null ? undefined : `${(index * step).toFixed(1)},${(23 - (value / top) * 21).toFixed(1)}`,
    )
    .filter((point) => point !== undefined);
  return (
    <svg
      className={`spark ${tone === undefined ? '' : `text-${tone}`}`}
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      aria-hidden
    >
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
