/** What history is kept for: the types that every transaction has, and those that a tenant declares. */
import { type CompiledExpression, compileExpression, EVENT_SCHEMA, ExpressionError } from '#cel';
import { type FeatureEvent, TRANSACTION } from '../plan/feature-event.js';
import { DECLARED_ENTITIES_MAX } from './feature-definition.js';
import type { DocumentProblem, EntityDraft } from './read-documents.js';

export interface EntityType {
  readonly type: string;
  /** The id of a transaction's entity; empty where it has none. */
  readonly idOf: (event: FeatureEvent) => string;
  readonly eventsMax: number | undefined;
  /** What it was declared as; undefined for a built-in one. The same text means the same ids. */
  readonly declaration: string | undefined;
  /** What `idOf` makes of what is written in several ways; empty for what is none. */
  readonly normal: (text: string) => string;
}

/** In the order of the contracts, which is that of values in a signal. */
const BUILT_IN: readonly EntityType[] = [
  builtIn('account', ({ account }) => account?.id),
  builtIn('card', ({ card }) => card?.fingerprint),
  builtIn('device', ({ device }) => device?.id),
  builtIn('ip', ({ device }) => device?.ip),
  builtIn('merchant', ({ merchant }) => merchant?.id),
];

export function entityTypes(drafts: readonly EntityDraft[], problems: DocumentProblem[]): Map<string, EntityType> {
  const types = new Map(BUILT_IN.map((type) => [type.type, type]));
  const beyond = drafts[DECLARED_ENTITIES_MAX];
  if (beyond !== undefined)
    problems.push(
      beyond.problem(
        'entity',
        `there are ${drafts.length} declared entities; at most ${DECLARED_ENTITIES_MAX} are allowed`,
      ),
    );
  for (const draft of drafts) {
    if (draft.entity === TRANSACTION) problems.push(draft.problem('entity', 'is what features of no entity are of'));
    else if (types.has(draft.entity))
      problems.push(draft.problem('entity', `there is an entity \`${draft.entity}\` already`));
    else {
      const declared = declaredType(draft, problems);
      if (declared !== undefined) types.set(draft.entity, declared);
    }
  }
  return types;
}

function builtIn(type: string, idOf: (event: FeatureEvent) => string | undefined): EntityType {
  return {
    type,
    idOf: (event) => idOf(event) ?? '',
    eventsMax: undefined,
    declaration: undefined,
    normal: (text) => text,
  };
}

function declaredType(draft: EntityDraft, problems: DocumentProblem[]): EntityType | undefined {
  const { entity, of, normalise = 'none', events_max: eventsMax } = draft;
  try {
    const compiled = compileExpression(of, EVENT_SCHEMA, { result: 'string' });
    const normal = NORMALISERS[normalise];
    return {
      type: entity,
      idOf: (event) => normal(evaluated(compiled, event)),
      eventsMax,
      declaration: JSON.stringify([of, normalise]),
      normal,
    };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    problems.push(draft.problemIn('of', error));
    return undefined;
  }
}

function evaluated({ evaluate }: CompiledExpression<string>, event: FeatureEvent): string {
  try {
    return evaluate({ event });
  } catch {
    return '';
  }
}

const NORMALISERS: Readonly<Record<NonNullable<EntityDraft['normalise']>, (text: string) => string>> = {
  none: (text) => text,
  lower_case: (text) => text.normalize('NFC').trim().toLowerCase(),
  // An accent may be a character of its own, which is no letter, and digits may be wide ones.
  letters_and_digits: (text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, ''),
  email: normalEmail,
  ip_prefix: ipPrefix,
};

/** Where letters' case and, with providers that ignore them, dots and tags don't make another mailbox; empty where none is named. */
function normalEmail(text: string): string {
  const address = text.normalize('NFC').trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const [tagless = ''] = address.slice(0, Math.max(0, at)).split('+', 1);
  const ignoresDots = IGNORES_DOTS.has(domain);
  const mailbox = ignoresDots ? tagless.replaceAll('.', '') : tagless;
  // Else everybody whose address is nothing but a tag would be one.
  if (mailbox === '' || domain === '') return '';
  return `${mailbox}@${ignoresDots ? 'gmail.com' : domain}`;
}

const IGNORES_DOTS = new Set(['gmail.com', 'googlemail.com']);

/** The network of an address, or of itself as people see it: /24 of IPv4, /48 of IPv6. */
function ipPrefix(text: string): string {
  const address = text.trim().toLowerCase();
  const four = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.(?:\d{1,3}|0\/24)$/.exec(address);
  if (four) return `${four[1]}.0/24`;
  if (!address.includes(':')) return '';
  const [left = '', right] = address.split('::', 2);
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const zeros =
    right === undefined ? [] : Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  const groups = [...head, ...zeros, ...tail].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ''));
  return groups.length === 3 ? `${groups.join(':')}::/48` : '';
}
