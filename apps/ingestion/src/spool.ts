/**
 * The outage spool: transactions that were answered by the stand-in policy while the database or the log was away. An
 * entry is on disk, synced, before its answer leaves, and is taken out once the log has it; what a crash leaves behind is
 * sent at the next start. One JSON object a line; a torn last line was never answered, so it is dropped.
 */
import { mkdir, open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Everything needed to finish an acceptance later. Binary fields are base64. */
export interface SpoolEntry {
  readonly transactionId: string;
  readonly tenantId: string;
  readonly livemode: boolean;
  readonly externalId: string;
  readonly idempotencyKey?: string | undefined;
  readonly bodyHash: string;
  /** TransactionV1 */
  readonly transaction: string;
  /** DecisionV1 of the stand-in rung: what the client was told. */
  readonly decision: string;
  readonly traceparent: string;
}

type Line = { readonly add: SpoolEntry } | { readonly done: string };

export class Spool {
  private readonly entries = new Map<string, SpoolEntry>();
  private bytes = 0;
  private writing: Promise<void> = Promise.resolve();
  private unsaved: { line: string; resolve: () => void; reject: (error: unknown) => void }[] = [];

  private constructor(
    private readonly file: FileHandle,
    private readonly bytesMax: number,
  ) {}

  /** Opens or creates the file and reads what an earlier run left. */
  static async open(path: string, bytesMax: number): Promise<Spool> {
    await mkdir(dirname(path), { recursive: true });
    const left = parseLines(await readFile(path, 'utf8').catch(() => ''));
    const fresh = `${path}.new`;
    const text = [...left.values()].map((entry) => `${JSON.stringify({ add: entry })}\n`).join('');
    await writeFile(fresh, text, { mode: 0o600, flush: true });
    // Append mode: after a truncation the next line begins at the start again.
    const file = await open(fresh, 'a');
    await rename(fresh, path);
    const spool = new Spool(file, bytesMax);
    spool.bytes = text.length;
    for (const [id, entry] of left) spool.entries.set(id, entry);
    return spool;
  }

  get size(): number {
    return this.entries.size;
  }

  /** Entries in the order in which they were accepted. */
  pending(): SpoolEntry[] {
    return [...this.entries.values()];
  }

  has(transactionId: string): boolean {
    return this.entries.has(transactionId);
  }

  /** The entry that was accepted under the same payment id or idempotency key, if one waits here. */
  find(tenantId: string, livemode: boolean, externalId: string, key: string | undefined): SpoolEntry | undefined {
    for (const entry of this.entries.values())
      if (
        entry.tenantId === tenantId &&
        entry.livemode === livemode &&
        (entry.externalId === externalId || (key !== undefined && entry.idempotencyKey === key))
      )
        return entry;
    return undefined;
  }

  /** Resolves when what was added before is on disk, or was refused by it and is no longer there. */
  async written(): Promise<void> {
    await this.writing;
  }

  /** Resolves when the entry is on disk. Rejects when the spool is full or the disk refuses: nothing was accepted then. */
  async add(entry: SpoolEntry): Promise<void> {
    const line = `${JSON.stringify({ add: entry } satisfies Line)}\n`;
    if (this.bytes + line.length > this.bytesMax) throw new Error('the outage spool is full');
    this.entries.set(entry.transactionId, entry);
    try {
      await this.write(line);
    } catch (error) {
      this.entries.delete(entry.transactionId);
      throw error;
    }
  }

  /** The log has it now. An empty spool gives its disk space back. */
  async done(transactionId: string): Promise<void> {
    if (!this.entries.delete(transactionId)) return;
    await this.write(`${JSON.stringify({ done: transactionId } satisfies Line)}\n`);
    if (this.entries.size === 0 && this.unsaved.length === 0 && this.bytes > 1 << 20) {
      this.bytes = 0;
      await this.file.truncate(0);
    }
  }

  async close(): Promise<void> {
    await this.writing.catch(() => undefined);
    await this.file.close();
  }

  private write(line: string): Promise<void> {
    this.bytes += line.length;
    return new Promise((resolve, reject) => {
      this.unsaved.push({ line, resolve, reject });
      if (this.unsaved.length === 1) this.writing = this.writing.then(() => this.flush());
    });
  }

  private async flush(): Promise<void> {
    const batch = this.unsaved;
    this.unsaved = [];
    try {
      await this.file.appendFile(batch.map((entry) => entry.line).join(''));
      await this.file.datasync();
      for (const entry of batch) entry.resolve();
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
  }
}

function parseLines(text: string): Map<string, SpoolEntry> {
  const entries = new Map<string, SpoolEntry>();
  const lines = text.split('\n');
  lines.pop();
  for (const line of lines) {
    const parsed = JSON.parse(line) as Line;
    if ('add' in parsed) entries.set(parsed.add.transactionId, parsed.add);
    else entries.delete(parsed.done);
  }
  return entries;
}
