/**
 * The sessions of one entity: runs of its events without a gap longer than `gapMs`, whatever the order in which they come. A
 * session is reported when the watermark says that nothing can be added to it; an event that comes late all the same extends
 * it, or joins two, and what was reported is revised. Another gap holds for what is open then; a session that was closed has the
 * gap that it was closed with.
 */
import { GapSession, type Session, type SessionEvent } from './gap-session.js';

export interface SessionBounds {
  /** A gap of exactly this belongs to the session; a longer one ends it. */
  readonly gapMs: number;
  /** How long before the watermark an event may lie and still be taken. */
  readonly latenessMs: number;
}

/** Take away what is replaced, then put in what is closed: in the order of the reports, that is the closed sessions. */
export interface SessionReport {
  /** Undefined where those replaced have become part of a session that is still open. */
  readonly closed: Session | undefined;
  /** Of reports about the same session, or what has become part of it, the highest counts. */
  readonly revision: number;
  /** The starts of sessions that were reported before, and are no more. */
  readonly replaces: readonly number[];
}

export class EntitySessions {
  /** In the order of time; more than a gap lies between any two. @internal */
  readonly sessions: GapSession[] = [];

  /** No event before this is expected any more, but for late ones. Unix milliseconds. */
  watermarkMs = -Infinity;

  /** See `SessionBounds`; may be set to another one at any time. */
  gapMs: number;
  private readonly latenessMs: number;

  constructor({ gapMs, latenessMs }: SessionBounds) {
    this.gapMs = gapMs;
    this.latenessMs = latenessMs;
  }

  /**
   * Takes an event in; each is to be given once.
   * @returns what it changes of the sessions that were reported: mostly nothing. Undefined for one that is too late.
   */
  add(event: SessionEvent): SessionReport | undefined {
    const { sessions } = this;
    if (!(event.timeMs >= this.watermarkMs - this.latenessMs)) return undefined;
    let after = sessions.length;
    while (after > 0 && sessions[after - 1]!.startMs - this.gapOf(sessions[after - 1]!) > event.timeMs) after--;
    let from = after;
    while (from > 0 && sessions[from - 1]!.endMs + this.gapOf(sessions[from - 1]!) >= event.timeMs) from--;
    const session = sessions[from];
    if (from === after || session === undefined) {
      const begun = new GapSession();
      sessions.splice(from, 0, begun);
      return this.changed(begun, event, []);
    }
    const touched = sessions.slice(from, after);
    const replaces = touched.flatMap(({ reportedAs }) => reportedAs ?? []);
    for (const other of touched.slice(1)) session.join(other);
    sessions.splice(from + 1, touched.length - 1);
    return this.changed(session, event, replaces);
  }

  /** Time goes on. @returns the sessions that this closes */
  advance(watermarkMs: number): SessionReport[] {
    const { sessions } = this;
    if (watermarkMs <= this.watermarkMs) return [];
    this.watermarkMs = watermarkMs;
    const reports: SessionReport[] = [];
    for (const session of sessions)
      if (session.reportedAs === undefined && this.isOver(session)) reports.push(this.close(session, []));
    const oldestMs = watermarkMs - this.latenessMs;
    const kept = sessions.findIndex((session) => session.endMs + this.gapOf(session) >= oldestMs);
    sessions.splice(0, kept < 0 ? sessions.length : kept);
    return reports;
  }

  /** The first watermark that closes a session; Infinity where none is open. Unix milliseconds. */
  get closesAtMs(): number {
    const open = this.sessions.find(({ reportedAs }) => reportedAs === undefined);
    return open === undefined ? Infinity : open.endMs + this.gapMs + 1;
  }

  private changed(session: GapSession, event: SessionEvent, replaces: readonly number[]): SessionReport {
    session.take(event);
    session.reportedAs = undefined;
    if (this.isOver(session)) return this.close(session, replaces);
    return { closed: undefined, revision: session.revision, replaces };
  }

  private isOver({ endMs }: GapSession): boolean {
    return endMs + this.gapMs < this.watermarkMs;
  }

  private gapOf({ reportedAs, gapMs }: GapSession): number {
    return reportedAs === undefined ? this.gapMs : gapMs;
  }

  private close(session: GapSession, replaces: readonly number[]): SessionReport {
    session.revision++;
    session.reportedAs = session.startMs;
    session.gapMs = this.gapMs;
    return { closed: session.view, revision: session.revision, replaces };
  }
}
