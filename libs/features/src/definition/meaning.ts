/** All that decides the values of features, as text: of one, and with what it is worked out of. Words are no part of it. */
import { hash53 } from '../hash.js';
import type { Draft } from './read-documents.js';

const HEX = 16;

/** What a definition says of values; the same text means the same values where what it reads means the same too. */
export function valuesText(draft: Draft): readonly unknown[] {
  const { name, by, aggregate, of, where, among, window, delay, source, current, value, above, unit } = draft;
  return [
    [name, by, aggregate, of, where, among, window, delay, source, current, value, above],
    [unit, draft.default ?? null],
  ];
}

/** The features that a definition reads, of those that there are. */
export function readsOf(
  { where, value, above }: Pick<Draft, 'where' | 'value' | 'above'>,
  names: ReadonlySet<string>,
): string[] {
  const found = [where, value, above].flatMap((text) =>
    [...(text ?? '').matchAll(/\bfeatures\.(\w+)/g)].map(([, name]) => name!),
  );
  return [...new Set(found)].filter((name) => names.has(name)).sort();
}

/** Whether values of a definition depend on where days and hours begin; what they depend on through others is said of those. */
export function asksCalendar({ window, of, where, among, value, above }: Draft): boolean {
  return window === 'day' || [of, where, among, value, above].some((text) => CALENDAR.test(text ?? ''));
}

const CALENDAR = /\b(?:hour_of_day|day_of_week)\b/;

/**
 * By name, a hash of what each feature means: of its definition, of those that it reads, however far, and of `around`.
 * Two features of one name and one meaning have the same values for the same history.
 *
 * @param drafts - without circles
 * @param around - what else decides the values of one
 */
export function meaningsOf(drafts: readonly Draft[], around: (draft: Draft) => unknown): ReadonlyMap<string, string> {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]));
  const names = new Set(byName.keys());
  const meanings = new Map<string, string>();
  const meaningOf = (draft: Draft): string => {
    const known = meanings.get(draft.name);
    if (known !== undefined) return known;
    const read = readsOf(draft, names).map((name) => meaningOf(byName.get(name)!));
    const meaning = hashOf(JSON.stringify([valuesText(draft), read, around(draft)]));
    meanings.set(draft.name, meaning);
    return meaning;
  };
  for (const draft of drafts) meaningOf(draft);
  return meanings;
}

/** 14 hexadecimal digits. */
export function hashOf(text: string): string {
  return hash53(text).toString(HEX).padStart(14, '0');
}
