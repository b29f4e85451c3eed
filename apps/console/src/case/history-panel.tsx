import type { AuditEntry, CaseNote } from '../api/contract.js';
import { AUDIT_WORDS, CAUSE_WORDS } from '../format/words.js';
import { Panel } from '../parts/panel.js';
import { When } from '../parts/when.js';
import { Avatar } from '../shell/top-bar.js';
import { useViewer } from '../shell/viewer.js';
import type { Review } from './review.js';
import { NoteForm } from './note-dialog.js';

type Entry = { at: string; note: CaseNote } | { at: string; audit: AuditEntry };

/** Notes and what was done, in one line of time, newest first. */
export function HistoryPanel({ review }: { readonly review: Review }) {
  const { mayAct } = useViewer();
  const entries: Entry[] = [
    ...review.notes.map((note) => ({ at: note.at, note })),
    ...review.audit.map((audit) => ({ at: audit.at, audit })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <Panel title="Notes and history">
      {mayAct ? <NoteForm caseId={review.subject.id} /> : null}
      <ol className="history">
        {entries.map((entry) => (
          <li key={'note' in entry ? entry.note.id : `${entry.at} ${entry.audit.action}`}>
            {'note' in entry ? <Note note={entry.note} /> : <Deed entry={entry.audit} />}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Note({ note }: { readonly note: CaseNote }) {
  return (
    <div className="history-note">
      <Avatar name={note.author.name} />
      <div>
        <div>
          <strong>{note.author.name}</strong>{' '}
          <span className="muted">
            <When at={note.at} />
          </span>
        </div>
        <p className="history-text">{note.text}</p>
      </div>
    </div>
  );
}

function Deed({ entry }: { readonly entry: AuditEntry }) {
  return (
    <div className="history-deed muted">
      <strong>{entry.actor?.name ?? 'Caracal'}</strong> {AUDIT_WORDS[entry.action]}
      {entry.detail === '' ? null : `: ${detailWords(entry.detail)}`} · <When at={entry.at} />
    </div>
  );
}

/** A case opens for a cause, which is a code; the other details are what people wrote. */
function detailWords(detail: string): string {
  return (
    Object.entries(CAUSE_WORDS)
      .find(([cause]) => cause === detail)?.[1]
      .long.toLowerCase() ?? detail
  );
}
