/** Which column of a file is what: by what the user says, or by the names that are usual. */
import { TrainError } from './train-error.js';

export interface NamedColumns {
  readonly label?: string;
  readonly time?: string;
  readonly id?: string;
  readonly weight?: string;
  readonly amount?: string;
  readonly card?: string;
  /** Not features; `*` stands for anything. */
  readonly ignored: readonly string[];
  /** Features that are texts or codes, without order, though they look like numbers. */
  readonly categories: readonly string[];
  /** By feature: 1 rising, -1 falling. */
  readonly monotone: Readonly<Record<string, -1 | 1>>;
}

export interface ColumnRoles extends NamedColumns {
  readonly label: string;
  readonly features: readonly string[];
}

const USUAL = {
  label: ['fraud', 'label', 'is_fraud'],
  time: ['occurred_at', 'time', 'timestamp', 'tx_datetime'],
  id: ['transaction_id', 'id'],
  weight: ['weight'],
} as const;

/**
 * `amount` may be a feature as well; what is label, time, id, weight or card is none. Throws `TrainError`.
 * @param said - the features, where the file says which they are
 */
export function rolesOf(
  columns: readonly string[],
  named: NamedColumns,
  said: readonly string[] = columns,
): ColumnRoles {
  const twice = columns.find((name, i) => columns.indexOf(name) < i);
  if (twice !== undefined) throw new TrainError(`two columns are named ${twice}`);
  const usual = (role: keyof typeof USUAL): string | undefined =>
    named[role] ?? USUAL[role].find((name) => columns.includes(name));
  const [label, time, id, weight] = [usual('label'), usual('time'), usual('id'), usual('weight')];
  if (label === undefined)
    throw new TrainError(`name the column that says what was fraud (--label); there are ${listed(columns)}`);
  for (const [role, name] of Object.entries({ label, time, id, weight, amount: named.amount, card: named.card }))
    if (name !== undefined && !columns.includes(name))
      throw new TrainError(`there is no column ${name} (--${role}); there are ${listed(columns)}`);
  const taken = new Set([label, time, id, weight, named.card]);
  const ignored = named.ignored.map(patternOf);
  const features = said.filter((name) => !taken.has(name) && !ignored.some((pattern) => pattern.test(name)));
  for (const [option, names] of [
    ['--category', named.categories],
    ['--monotone', Object.keys(named.monotone)],
  ] as const)
    for (const name of names)
      if (!features.includes(name)) throw new TrainError(`${option}: there is no feature ${name}`);
  if (features.length === 0) throw new TrainError('no column is left to be a feature');
  return {
    ...named,
    label,
    ...(time !== undefined && { time }),
    ...(id !== undefined && { id }),
    ...(weight !== undefined && { weight }),
    features,
  };
}

function patternOf(text: string): RegExp {
  return new RegExp(
    `^${text
      .split('*')
      .map((part) => RegExp.escape(part))
      .join('.*')}$`,
  );
}

const LISTED = 20;

function listed(columns: readonly string[]): string {
  const more = columns.length > LISTED ? ` and ${columns.length - LISTED} more` : '';
  return `${columns.slice(0, LISTED).join(', ')}${more}`;
}
