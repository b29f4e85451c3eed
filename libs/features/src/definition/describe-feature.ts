/** What a feature is called and says, for people. Words change freely: models and policies go by the names. */
import type { Draft } from './read-documents.js';

export interface FeatureWords {
  readonly label: string;
  readonly sentence: string;
}

/**
 * `{zone}` is the time zone whose hours count. In `label`, `{this}`, `{of}` and `{by}` stand for the entity. `sentence` says what the value says: `{value}` and
 * `{habit}` stand for the value and what is usual, both with their unit; of `{one|many}` the first is for a value of 1.
 */
export function wordsOf({ name, by, label: ownLabel, sentence: ownSentence }: Draft, timeZone: string): FeatureWords {
  const [label, sentence] = [ownLabel, ownSentence].map((text) => text?.replaceAll('{zone}', timeZone));
  const plain = name.replaceAll('_', ' ');
  const heading = label ?? plain.charAt(0).toUpperCase() + plain.slice(1);
  if (by === undefined) return { label: heading, sentence: sentence ?? `${heading}: {value}; usual: {habit}` };
  const names = NAMES[by] ?? namesOf(by);
  const subject = names.this.charAt(0).toUpperCase() + names.this.slice(1);
  return {
    label: heading.replaceAll(/\{(this|of|by)\}/g, (_, which: keyof EntityNames) => names[which]),
    sentence: `${subject}: ${sentence ?? `${plain} {value}; usual: {habit}`}`,
  };
}

type EntityNames = Readonly<Record<'this' | 'of' | 'by', string>>;

const NAMES: Readonly<Record<string, EntityNames>> = {
  account: { this: 'this account', of: 'of this account', by: 'by this account' },
  card: { this: 'this card', of: 'with this card', by: 'with this card' },
  device: { this: 'this device', of: 'from this device', by: 'from this device' },
  ip: { this: 'this IP address', of: 'from this IP address', by: 'from this IP address' },
  merchant: { this: 'this merchant', of: 'at this merchant', by: 'at this merchant' },
};

function namesOf(type: string): EntityNames {
  const plain = `this ${type.replaceAll('_', ' ')}`;
  return { this: plain, of: `of ${plain}`, by: `by ${plain}` };
}
