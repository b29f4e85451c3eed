import { Link } from '@tanstack/react-router';
import type { PatternDetail } from '../api/contract.js';
import { PATTERN_DEED_WORDS } from '../format/words.js';
import { Panel } from '../parts/panel.js';
import { When } from '../parts/when.js';
import { Avatar } from '../shell/top-bar.js';
import { StatusBadge } from './pattern-status.js';

interface VersionsPanelProps {
  readonly detail: PatternDetail;
  readonly shown: number;
  /** Versions whose text was changed here and is not saved. */
  readonly edited: ReadonlySet<number>;
}

/** Every version with who wrote it and why; a click shows its document. */
export function VersionsPanel({ detail, shown, edited }: VersionsPanelProps) {
  return (
    <Panel title="Versions" aside={<span className="num muted versions-count">{detail.versions.length}</span>} flush>
      <ol className="versions">
        {detail.versions.map(({ version, status, note, origin, created_at: at, created_by: by }) => (
          <li key={version}>
            <Link
              to="."
              search={(before) => ({ ...before, version })}
              className="version"
              aria-current={version === shown ? 'page' : undefined}
            >
              <span className="version-head">
                <strong>Version {version}</strong>
                {edited.has(version) ? <span className="version-edited">edited</span> : null}
                <span className="spring" />
                <StatusBadge status={status} />
              </span>
              {note === '' ? null : <span className="version-note">{note}</span>}
              <span className="muted">
                {origin === 'pack' ? 'Came with the installation' : (by?.name ?? 'Caracal')}
                {at === null ? null : (
                  <>
                    {' · '}
                    <When at={at} />
                  </>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Who did what, when and why, newest first. */
export function PatternHistory({ detail }: { readonly detail: PatternDetail }) {
  return (
    <Panel title="History">
      {detail.history.length === 0 ? (
        <p className="muted">Nobody has changed it: it runs as it came with the installation.</p>
      ) : (
        <ol className="pattern-history">
          {detail.history.map((entry) => (
            <li key={entry.revision} className="history-note">
              <Avatar name={entry.actor.name} />
              <div>
                <div>
                  <strong>{entry.actor.name}</strong>{' '}
                  {PATTERN_DEED_WORDS[entry.action](
                    entry.version === null ? 'the pattern' : `version ${entry.version}`,
                  )}
                  {entry.from_version === null ? null : ` in place of version ${entry.from_version}`}{' '}
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
