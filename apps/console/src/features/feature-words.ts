import type { FeatureSummary } from '../api/contract.js';
import { formatFigure, formatShare } from '../format/figures.js';
import { sentenceCase } from '../format/words.js';

/** The sentence of a feature without a value: dots where values go, the word for many of them. */
export function sentenceWithoutValue(sentence: string): string {
  return sentence
    .replaceAll(/\{(?:value|habit)\}/g, '…')
    .replaceAll(/\{[^{}|]*\|([^{}|]*)\}/g, '$1')
    .replaceAll(/\{[^{}]*\}/g, '…');
}

/** How its values are worked out: the aggregate and how far it looks back; or that it is worked out of others. */
export function howWords({ aggregate, window }: Pick<FeatureSummary, 'aggregate' | 'window'>): string {
  if (aggregate === null) return 'Worked out';
  const name = sentenceCase(aggregate.replaceAll('_', ' '));
  return window === null ? name : `${name}, ${window}`;
}

/** How its values lie: of flags the share of yes, of few values each with its share, else least, median and most. */
export function liveWords({ unit, live }: Pick<FeatureSummary, 'unit' | 'live'>): string {
  if (live === null || live.median === null) return '–';
  const { top, min, median, max } = live;
  if (unit === 'flag' && top?.every(({ value }) => value === 0 || value === 1) === true)
    return `yes ${formatShare(top.find(({ value }) => value === 1)?.share ?? 0)}`;
  if (top !== null) return top.map(({ value, share }) => `${formatFigure(value)} (${formatShare(share)})`).join(', ');
  return `${formatFigure(min)} … ${formatFigure(median)} … ${formatFigure(max)}`;
}

const USERS_SHOWN = 2;

/** Who reads it, the first two by name. */
export function userWords(users: FeatureSummary['users']): string[] {
  const said = users.map(({ kind, name }) => (kind === 'policy' ? 'Policy' : name));
  return said.length <= USERS_SHOWN ? said : [...said.slice(0, USERS_SHOWN), `+${said.length - USERS_SHOWN}`];
}

/** Those that have every word of `text` in their name, label, entity, aggregate, window, unit, group or users. */
export function filterFeatures(features: readonly FeatureSummary[], text: string): FeatureSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return features.filter(({ name, label, of, aggregate, window, unit, group, users }) => {
    const read = users.map((user) => `${user.kind} ${user.name}`);
    const said = [name, label, of, aggregate, window, unit, group, ...read].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
