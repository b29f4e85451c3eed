import type { DecisionDetail } from '../api/contract.js';
import { OUTCOME_WORDS, sentenceCase } from '../format/words.js';

/** What a revision says, in plain words. Pure; links and times are put in where it is drawn. */
export interface RevisionWords {
  /** Who or what: the subject of the sentence. */
  readonly cause: string;
  /** What it did to the matches: the rest of the sentence. */
  readonly did: string;
  /** What became of the outcome. */
  readonly outcome: string;
}

type Revision = DecisionDetail['revisions'][number];
type Match = Revision['appeared'][number];

const NAMES_MAX = 3;

export function revisionWords(revision: Revision): RevisionWords {
  const completed = namesOf(revision.appeared);
  const undid = namesOf(revision.vanished);
  const late = revision.cause === 'late_transaction';
  const deeds = [
    ...(completed === '' ? [] : [`completed ${completed}`]),
    ...(undid === '' ? [] : [late ? `undid ${undid}` : `ended ${undid}`]),
  ];
  const did = deeds.length === 0 ? 'changed no match' : deeds.join(' and ');
  return {
    cause: late ? 'a payment that came late' : 'nothing came in time',
    did: late ? did : `, which ${did}`,
    outcome: outcomeWords(revision),
  };
}

function outcomeWords({ outcome_before: before, outcome_after: after }: Revision): string {
  if (before === undefined || after === undefined) return 'being applied';
  const now = OUTCOME_WORDS[after].toLowerCase();
  return before === after ? `still ${now}` : `${OUTCOME_WORDS[before].toLowerCase()} → ${now}`;
}

/** "card testing, account takeover (on trial) and 2 more": each pattern once, those that decide first. */
function namesOf(matches: readonly Match[]): string {
  const deciding = matches.filter((match) => !match.on_trial).map(nameOf);
  const trial = matches.filter((match) => match.on_trial).map((match) => `${nameOf(match)} (on trial)`);
  const names = [...new Set([...deciding, ...trial])];
  const more = names.length - NAMES_MAX;
  if (more > 0) return `${names.slice(0, NAMES_MAX).join(', ')} and ${more} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** As within a sentence: `card-testing` → "card testing"; what is written in capitals stays so. */
function nameOf({ pattern_id: id }: Match): string {
  const words = sentenceCase(id);
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
