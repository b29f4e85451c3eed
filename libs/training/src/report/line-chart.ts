/** Curves as SVG, drawn with the page's own colours so that they follow its light or dark look. */
import { html, Html } from './html.js';

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly style?: 'line' | 'reference' | 'dots';
}

export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly format: (x: number) => string;
  /** Base 10. */
  readonly logarithmic?: boolean;
}

const WIDTH = 460;
const HEIGHT = 300;
const MARGIN = { left: 52, right: 26, top: 12, bottom: 40 };

/** `title`: what a screen reader says of it. */
export function lineChart(title: string, x: Axis, y: Axis, series: readonly Series[]): Html {
  const atX = place(x, MARGIN.left, WIDTH - MARGIN.right);
  const atY = place(y, HEIGHT - MARGIN.bottom, MARGIN.top);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
    ${x.ticks.map((tick) => verticalTick(atX(tick), x.format(tick)))}
    ${y.ticks.map((tick) => horizontalTick(atY(tick), y.format(tick)))}
    <text class="axis" x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">
      ${x.label}
    </text>
    <text
      class="axis"
      transform="translate(12 ${(HEIGHT - MARGIN.bottom + MARGIN.top) / 2}) rotate(-90)"
      text-anchor="middle"
    >
      ${y.label}
    </text>
    ${series.map((one) => drawn(one, atX, atY))}
  </svg>`;
}

/** 0, 0.2, … 1. */
export function shareAxis(label: string): Axis {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  return { label, from: 0, to: 1, ticks, format: (x) => `${Math.round(100 * x)} %` };
}

/** Powers of ten between two of them. */
export function logAxis(label: string, from: number, to: number): Axis {
  const powers = Math.round(Math.log10(to / from));
  const ticks = Array.from({ length: powers + 1 }, (_, i) => from * 10 ** i);
  return { label, from, to, ticks, logarithmic: true, format: (x) => `${Number((100 * x).toPrecision(1))} %` };
}

type Place = (value: number) => number;

function place({ from, to, logarithmic }: Axis, low: number, high: number): Place {
  const on = (x: number): number => (logarithmic ? Math.log10(Math.max(x, from)) : x);
  const span = on(to) - on(from) || 1;
  return (x) => low + ((on(Math.min(to, Math.max(from, x))) - on(from)) / span) * (high - low);
}

function drawn({ name, points, style = 'line' }: Series, atX: Place, atY: Place): Html {
  const at = points.map(([x, y]) => [atX(x).toFixed(1), atY(y).toFixed(1)] as const);
  if (style === 'dots')
    return html`${at.map(([x, y]) => html`<circle class="dot" cx="${x}" cy="${y}" r="3"><title>${name}</title></circle>`)}`;
  return html`<polyline class="${style}" points="${at.map((point) => point.join(',')).join(' ')}"
    ><title>${name}</title></polyline
  >`;
}

function verticalTick(x: number, label: string): Html {
  const bottom = HEIGHT - MARGIN.bottom;
  return html`<line class="grid" x1="${x}" x2="${x}" y1="${MARGIN.top}" y2="${bottom}" /><text
      x="${x}"
      y="${bottom + 16}"
      text-anchor="middle"
      >${label}</text
    >`;
}

function horizontalTick(y: number, label: string): Html {
  return html`<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y}" y2="${y}" /><text
      x="${MARGIN.left - 6}"
      y="${y + 4}"
      text-anchor="end"
      >${label}</text
    >`;
}
