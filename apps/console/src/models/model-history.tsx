import type { ModelHistoryEntry } from '../api/contract.js';
import { Panel } from '../parts/panel.js';
import { When } from '../parts/when.js';
import { Avatar } from '../shell/top-bar.js';
import { named } from './model-deeds.js';

/** Who did what, when and why, newest first. */
export function ModelHistory({ entries }: { readonly entries: readonly ModelHistoryEntry[] }) {
  return (
    <Panel title="History">
      {entries.length === 0 ? (
        <p className="muted">Nobody has changed anything yet.</p>
      ) : (
        <ol className="pattern-history">
          {entries.map((entry) => (
            <li key={`${entry.at} ${entry.action} ${entry.revision}`} className="history-note">
              <Avatar name={entry.actor.name} />
              <div>
                <div>
                  <strong>{entry.actor.name}</strong> {wordsOf(entry)}{' '}
                  <span className="muted">
                    · <When at={entry.at} />
                  </span>
                </div>
                {entry.reason === '' ? null : <p className="history-text">{entry.reason}</p>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function wordsOf({ action, role, model, from }: ModelHistoryEntry): string {
  const place = role === 'champion' ? 'champion' : 'second tier';
  const what = model ? named(model) : role === 'champion' ? 'the default' : 'no second model';
  const instead = from && (!model || named(from) !== named(model)) ? ` in place of ${named(from)}` : '';
  switch (action) {
    case 'uploaded':
      return `uploaded ${what}`;
    case 'promoted':
      return `made ${what} the ${place}${instead}`;
    case 'rolled_back':
      return `went back to ${what} as the ${place}${instead}`;
    case 'deleted':
      return `deleted ${what}`;
    case 'retired':
      return `retired ${from ? named(from) : what}`;
  }
}
