/** What keys mean, as data: the help sheet and the dispatcher read the same table. */
export interface Shortcut {
  /** Keys as `KeyboardEvent.key` names them; two are pressed one after the other. */
  readonly keys: readonly [string] | readonly [string, string];
  readonly command: Command;
  readonly says: string;
  readonly group: 'Lists' | 'Case' | 'Go to' | 'Anywhere';
}
export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'back'
  | 'take'
  | 'approve'
  | 'decline'
  | 'note'
  | 'assign'
  | 'undo'
  | 'search'
  | 'help'
  | 'pause'
  | 'theme'
  | 'go-live'
  | 'go-queue'
  | 'go-challenges'
  | 'go-patterns'
  | 'go-features'
  | 'go-models'
  | 'go-outbox';

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['j'], command: 'next', says: 'Next row, or next case', group: 'Lists' },
  { keys: ['k'], command: 'previous', says: 'Previous row, or previous case', group: 'Lists' },
  { keys: ['Enter'], command: 'open', says: 'Open the row; after a verdict, the next case', group: 'Lists' },
  { keys: ['t'], command: 'take', says: 'Take the next case', group: 'Lists' },
  { keys: ['p'], command: 'pause', says: 'Pause or resume the live feed', group: 'Lists' },
  { keys: ['a'], command: 'approve', says: 'Approve', group: 'Case' },
  { keys: ['d'], command: 'decline', says: 'Decline', group: 'Case' },
  { keys: ['u'], command: 'undo', says: 'Take the verdict back', group: 'Case' },
  { keys: ['n'], command: 'note', says: 'Write a note', group: 'Case' },
  { keys: ['m'], command: 'assign', says: 'Assign to me, or give back', group: 'Case' },
  { keys: ['Escape'], command: 'back', says: 'Back to the list', group: 'Case' },
  { keys: ['g', 'l'], command: 'go-live', says: 'Live', group: 'Go to' },
  { keys: ['g', 'q'], command: 'go-queue', says: 'Review queue', group: 'Go to' },
  { keys: ['g', 'c'], command: 'go-challenges', says: 'Challenges', group: 'Go to' },
  { keys: ['g', 'p'], command: 'go-patterns', says: 'Patterns', group: 'Go to' },
  { keys: ['g', 'f'], command: 'go-features', says: 'Features', group: 'Go to' },
  { keys: ['g', 'm'], command: 'go-models', says: 'Models', group: 'Go to' },
  { keys: ['g', 'o'], command: 'go-outbox', says: 'Sandbox outbox', group: 'Go to' },
  { keys: ['/'], command: 'search', says: 'Search for any id', group: 'Anywhere' },
  { keys: ['\\'], command: 'theme', says: 'Light or dark', group: 'Anywhere' },
  { keys: ['?'], command: 'help', says: 'Show these shortcuts', group: 'Anywhere' },
];

const ALIASES: Readonly<Record<string, string>> = { ArrowDown: 'j', ArrowUp: 'k' };

export interface KeyResult {
  readonly command?: Command;
  /** The first key of a sequence that waits for its second. */
  readonly pending?: string;
}

/** Advances by one key. A second key that completes no sequence is read as a first key. */
export function pressKey(pending: string | undefined, key: string): KeyResult {
  const pressed = ALIASES[key] ?? key;
  if (pending !== undefined) {
    const sequence = SHORTCUTS.find(({ keys }) => keys[0] === pending && keys[1] === pressed);
    if (sequence !== undefined) return { command: sequence.command };
  }
  const single = SHORTCUTS.find(({ keys }) => keys.length === 1 && keys[0] === pressed);
  if (single !== undefined) return { command: single.command };
  return SHORTCUTS.some(({ keys }) => keys.length === 2 && keys[0] === pressed) ? { pending: pressed } : {};
}
