/**
 * The service's end of an inference process: what it is asked, in order, and what becomes of it when it hangs or ends. It
 * never comes back by itself: whoever started it starts another.
 */
import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { CheckAnswer, CheckRequest } from '../check/check-model.js';
import { floatsIn, HEAD, HEAD_WORDS, joined, KIND, taken, type Kind } from '../frames.js';
import type { LoadAnswer, LoadSettings } from '../process/onnx-inference-main.js';
import { FrameReader } from './frame-reader.js';
import { startProcess, type ProcessLimits } from './start-process.js';

export interface Scores {
  /** One probability of fraud per row. */
  readonly probability: Float32Array;
  /** Row after row, the log-odds that each feature added; of models that say so themselves. */
  readonly contributions?: Float32Array;
}

/** The process is gone, or was ended because it hung; what was asked of it has no answer. */
export class InferenceEndedError extends Error {
  override readonly name = 'InferenceEndedError';
}

export interface HangLimits {
  readonly runMs: number;
  /** For loading, warming up and checking. */
  readonly loadMs: number;
}

const WATCH_EVERY_MS = 100;
const STDERR_KEPT = 2000;

export class InferenceProcess {
  /** Resolves, with the reason, when the process is gone. */
  readonly ended: Promise<string>;
  private readonly socket: Socket;
  private readonly asked: Asked[] = [];
  private readonly watch: NodeJS.Timeout;
  private readonly child: ChildProcess;
  private said = '';
  private why: string | undefined;
  /** The first of `asked` was so late already when it was looked at last. */
  private suspect: Asked | undefined;

  private constructor(
    private readonly limits: HangLimits,
    processLimits: ProcessLimits | undefined,
  ) {
    this.child = startProcess(processLimits);
    this.socket = this.child.stdio[3] as Socket;
    const reader = new FrameReader((kind, rows, payload) => this.answered(kind, rows, payload));
    this.socket.on('data', (chunk: Buffer) => reader.take(chunk));
    this.socket.on('error', () => undefined);
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.said = (this.said + text).slice(-STDERR_KEPT);
    });
    this.watch = setInterval(() => this.look(), WATCH_EVERY_MS).unref();
    this.ended = new Promise((resolve) => {
      const end = (reason: string) => {
        clearInterval(this.watch);
        this.why ??= reason;
        for (const { reject } of this.asked.splice(0)) reject(new InferenceEndedError(this.why));
        resolve(this.why);
      };
      this.child.once('error', (error) => end(`The inference process can't be started: ${error.message}`));
      this.child.once('close', (code, signal) => end(this.endOf(code, signal)));
    });
  }

  static start(limits: HangLimits, processLimits?: ProcessLimits): InferenceProcess {
    return new InferenceProcess(limits, processLimits);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Opens and warms up a model under a number of the caller's. Rejects with what is wrong with it. */
  async load(model: number, file: Uint8Array, settings: LoadSettings): Promise<LoadAnswer> {
    const payload = await this.ask(KIND.load, model, 0, joined(settings, file), this.limits.loadMs);
    return taken<LoadAnswer>(payload).json;
  }

  /** Scores `count` rows, which are copied before this returns. */
  async run(model: number, rows: Float32Array, count: number): Promise<Scores> {
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength).slice();
    const payload = await this.ask(KIND.run, model, count, bytes, this.limits.runMs);
    return {
      probability: floatsIn(payload, 0, count),
      ...(payload.length > count * 4 && { contributions: floatsIn(payload, count) }),
    };
  }

  async unload(model: number): Promise<void> {
    await this.ask(KIND.unload, model, 0, new Uint8Array(), this.limits.loadMs);
  }

  /** Looks a file of unknown origin over, runs it, and gives it back in the form that can be loaded. */
  async check(file: Uint8Array, request: CheckRequest): Promise<CheckAnswer> {
    const { json, bytes } = taken<Omit<CheckAnswer, 'adapted'>>(
      await this.ask(KIND.check, 0, 0, joined(request, file), this.limits.loadMs),
    );
    return { ...json, ...(bytes.length > 0 && { adapted: bytes }) };
  }

  /** Ends it at once; what is under way rejects. */
  async stop(why = 'The inference process was stopped'): Promise<void> {
    this.why ??= why;
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private ask(kind: Kind, model: number, rows: number, payload: Uint8Array, limitMs: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.why !== undefined) return reject(new InferenceEndedError(this.why));
      this.asked.push({
        resolve,
        reject,
        limitMs,
        headSinceMs: this.asked.length === 0 ? performance.now() : undefined,
      });
      const head = new Uint32Array(HEAD_WORDS);
      head[HEAD.kind] = kind;
      head[HEAD.model] = model;
      head[HEAD.rows] = rows;
      head[HEAD.payloadBytes] = payload.length;
      this.socket.cork();
      this.socket.write(new Uint8Array(head.buffer));
      if (payload.length > 0) this.socket.write(payload);
      this.socket.uncork();
    });
  }

  private answered(kind: number, _rows: number, payload: Uint8Array): void {
    const { resolve, reject } = this.asked.shift()!;
    const next = this.asked[0];
    if (next) next.headSinceMs = performance.now();
    if (kind === KIND.done) resolve(payload);
    else reject(new Error(new TextDecoder().decode(payload)));
  }

  /** Ends a process that hangs. Seen late twice: when it was this side that was held up, the answer is read in between. */
  private look(): void {
    const first = this.asked[0];
    const late = first?.headSinceMs !== undefined && performance.now() - first.headSinceMs > first.limitMs;
    if (!late) this.suspect = undefined;
    else if (this.suspect === first)
      void this.stop(`The model took longer than ${first.limitMs} ms, and its process was ended`);
    else this.suspect = first;
  }

  private endOf(code: number | null, signal: string | null): string {
    const how = signal ? `by ${signal}` : `with exit code ${code}`;
    const said = this.said.trim();
    return `The inference process ended ${how}${said === '' ? '' : `: ${said}`}`;
  }
}

interface Asked {
  readonly resolve: (payload: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  readonly limitMs: number;
  /** Since when it is its turn; undefined while it waits for others. */
  headSinceMs: number | undefined;
}
