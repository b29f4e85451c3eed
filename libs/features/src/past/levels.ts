/**
 * How wide the buckets of time are in which let-go events are counted. Only where a window begins or ends does width cost
 * anything, so a bucket may be as wide as a small part of the next age at which one does: narrow ones for hours, wide ones for
 * months, and few of either. Widths are multiples of each other, so that buckets only ever join as they grow older: the idea of
 * exponential histograms (Datar, Gionis, Indyk and Motwani, 2002), with edges that are known beforehand.
 */
export interface Level {
  /** Age from which on buckets are of this width, counted from the entity's newest event, ms. */
  readonly fromAgeMs: number;
  readonly widthMs: number;
}

/** A window has so many buckets at most, and at least, before ages that are close to others are left out. */
const PARTS_MAX = 64;
const PARTS_MIN = 6;
/** No bucket is narrower. */
const WIDTH_MS_MIN = 1000;

/**
 * @param ages - at which windows begin or end, ms
 * @param lastMs - the age at which everything is forgotten, no less than any of them
 * @param bucketsMax - at most so many buckets, whatever comes: 16 are enough for windows of an hour or more, 24 for those of a minute
 * @returns from the narrowest on; the first one's age is 0
 */
export function levelsOf(ages: readonly number[], lastMs: number, bucketsMax: number): Level[] {
  let edges = [...new Set(ages)].filter((age) => age > 0).sort((a, b) => a - b);
  for (;;) {
    const partsMin = edges.length > 1 ? PARTS_MIN : 1;
    for (let parts = PARTS_MAX; parts >= partsMin; parts--) {
      const levels = levelsOfParts(edges, lastMs, parts);
      if (bucketsOf(levels, lastMs) <= bucketsMax || parts === 1) return levels;
    }
    edges = withoutClosest(edges);
  }
}

/** So many at most, where something comes at every moment. */
export function bucketsOf(levels: readonly Level[], lastMs: number): number {
  let buckets = 1;
  for (const [i, { fromAgeMs, widthMs }] of levels.entries()) {
    const next = levels[i + 1];
    // A cell joins the others of a wider one when all of that is old enough, and is forgotten as a whole.
    const untilMs = next === undefined ? lastMs + widthMs : next.fromAgeMs + next.widthMs - widthMs;
    buckets += Math.ceil((untilMs - fromAgeMs) / widthMs);
  }
  return buckets;
}

function levelsOfParts(edges: readonly number[], lastMs: number, parts: number): Level[] {
  const levels: Level[] = [{ fromAgeMs: 0, widthMs: WIDTH_MS_MIN }];
  let fromAgeMs = 0;
  for (const edge of edges) {
    widen(levels, fromAgeMs, edge / parts);
    fromAgeMs = edge;
  }
  // Older than any window there is only what late events look back to.
  widen(levels, fromAgeMs, (lastMs - fromAgeMs) / 3);
  return levels;
}

/** By small factors, so that few buckets wait for others to be old enough too. */
function widen(levels: Level[], fromAgeMs: number, widthMsMax: number): void {
  for (;;) {
    const { widthMs } = levels.at(-1)!;
    const factor = 2 * widthMs <= widthMsMax && !(3 * widthMs <= widthMsMax && 4 * widthMs > widthMsMax) ? 2 : 3;
    if (factor * widthMs > widthMsMax) return;
    if (fromAgeMs === 0) levels.pop();
    levels.push({ fromAgeMs, widthMs: factor * widthMs });
  }
}

/** The age that is nearest to the next one, by their ratio, is left out. */
function withoutClosest(edges: readonly number[]): number[] {
  let at = 0;
  for (let i = 1; i < edges.length - 1; i++) if (edges[i + 1]! / edges[i]! < edges[at + 1]! / edges[at]!) at = i;
  return edges.filter((_, i) => i !== at);
}
