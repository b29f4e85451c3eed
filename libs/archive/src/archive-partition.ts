/**
 * The parts that come of one partition of a topic, each record in one of them exactly once. What is written is decided by one
 * small file for each partition, replaced in one step: it says up to where the log is in the archive, and which parts go under
 * their names with that. So a crash leaves a part that nobody will ever see, or one that the next start finishes.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { faultPoint } from '#kernel';
import { removeTable, syncFolder } from '#parquet';
import { ArchiveError } from './archive-error.js';
import type { ArchivedRow, RowKind } from './archived-row.js';
import { dayOf, partPath } from './layout.js';
import { writePart } from './write-part.js';

const STATE_FOLDER = '.written';

interface State {
  /** The next offset that is not in the archive; undefined: none is. */
  readonly next: number | undefined;
  /** To be given their names. */
  readonly whole: readonly string[];
  /** Begun and given up, unless `whole` has them. */
  readonly begun: readonly string[];
}

const EMPTY: State = { next: undefined, whole: [], begun: [] };

export class ArchivePartition<T> {
  private constructor(
    private readonly archive: string,
    private readonly kind: RowKind<T>,
    private readonly partition: number,
    private readonly stateFile: string,
    private state: State,
  ) {}

  /** Puts in order what a crash left. Rejects where the folder can't be written. */
  static async open<T>(archive: string, kind: RowKind<T>, partition: number): Promise<ArchivePartition<T>> {
    const folder = join(archive, STATE_FOLDER);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${kind.kind}-${partition}.json`);
    const opened = new ArchivePartition<T>(archive, kind, partition, file, await readState(file));
    await opened.settle();
    return opened;
  }

  /** From where the log has to be read; undefined where nothing of it is in the archive. */
  get next(): number | undefined {
    return this.state.next;
  }

  /**
   * Resolves when the rows are durable and readable. Where it rejects, or the process ends, nothing of them is in the archive
   * or all: called again, or with the same and more, it leaves out what it has.
   * @param rows - in the order of the log
   * @param next - offset after the last record that was looked at
   * @returns how many rows and parts were written
   */
  async write(rows: readonly ArchivedRow[], next: number): Promise<{ rows: number; parts: number }> {
    await this.settle();
    const fresh = rows.filter(({ offset }) => offset >= (this.next ?? 0));
    if (fresh.length === 0) return { rows: 0, parts: 0 };
    const parts = this.partsOf(fresh, next);
    const paths = [...parts.keys()];
    await this.save({ ...this.state, begun: paths });
    for (const [path, of] of parts) await writePart(this.kind, { path: this.hidden(path), rows: of });
    await faultPoint('archive-written');
    await this.save({ next, whole: paths, begun: [] });
    await faultPoint('archive-saved');
    await this.settle();
    return { rows: fresh.length, parts: paths.length };
  }

  private partsOf(rows: readonly ArchivedRow[], next: number): Map<string, ArchivedRow[]> {
    const range = { partition: this.partition, from: rows[0]!.offset, to: next - 1 };
    return Map.groupBy(rows, ({ tenantId, atMs }) => partPath(this.kind.kind, { tenantId, day: dayOf(atMs) }, range));
  }

  /** Gives the parts that are whole their names, and removes what was begun. A part that is gone was named, or its tenant erased. */
  private async settle(): Promise<void> {
    const { next, whole, begun } = this.state;
    if (whole.length === 0 && begun.length === 0) return;
    for (const path of whole) await ignoringAbsence(rename(this.hidden(path), join(this.archive, path)));
    for (const path of begun) removeTable(this.hidden(path));
    await faultPoint('archive-named');
    const folders = new Set(whole.map((path) => dirname(join(this.archive, path))));
    for (const folder of folders) {
      await ignoringAbsence(syncFolder(folder));
      await ignoringAbsence(syncFolder(dirname(folder)));
    }
    await syncFolder(this.archive);
    this.state = { next, whole: [], begun: [] };
  }

  private async save(state: State): Promise<void> {
    const draft = `${this.stateFile}.new`;
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(state)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.stateFile);
    await syncFolder(dirname(this.stateFile));
    this.state = state;
  }

  private hidden(path: string): string {
    return join(this.archive, dirname(path), `.${path.slice(dirname(path).length + 1)}`);
  }
}

async function readState(file: string): Promise<State> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY;
    throw error;
  }
  try {
    const { next, whole, begun } = JSON.parse(text) as State;
    if (!Number.isInteger(next ?? 0) || !Array.isArray(whole) || !Array.isArray(begun)) throw new TypeError('no state');
    return { next, whole, begun };
  } catch (cause) {
    throw new ArchiveError(
      `${file} can't be read, so that nobody knows what the archive has; remove it, and what is in the log is archived again`,
      { cause },
    );
  }
}

async function ignoringAbsence(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
