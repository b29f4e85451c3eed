/**
 * One keep-alive HTTP/1.1 connection that posts one body at a time. As little as a load generator needs, because what it
 * costs is taken from the server on the same machine: the head is made once, the answer is not parsed beyond its status,
 * its length and the mark that is asked for.
 */
import { connect, type Socket } from 'node:net';

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  /** Request line and headers, each line ended, without Content-Length and the empty line. */
  readonly head: string;
  readonly timeoutMs: number;
  /** The text between this mark and the next quote is handed over with the status, unless a chunk ends in between. */
  readonly mark: string;
}

/** `status` is 0 when no whole answer came; the connection is of no use then. */
export type Answered = (status: number, marked: string | undefined) => void;

const HEAD_END = Buffer.from('\r\n\r\n');
const CHUNKED_END = Buffer.from('0\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: *chunked/i;
const STATUS_AT = 'HTTP/1.1 '.length;
const QUOTE = 0x22;
const ANSWER_BYTES_MAX = 1024 * 1024;

export class HttpConnection {
  private readonly socket: Socket;
  private readonly mark: Buffer;
  private waiting: Answered | undefined;
  private received: Buffer | undefined;
  /** False once it is closed, by whichever side. */
  isOpen = true;

  constructor(
    private readonly options: ConnectionOptions,
    private readonly closed: (connection: HttpConnection) => void,
  ) {
    this.mark = Buffer.from(options.mark);
    this.socket = connect({ host: options.host, port: options.port, noDelay: true });
    this.socket.setTimeout(options.timeoutMs, () => this.socket.destroy());
    this.socket.on('data', (chunk) => this.receive(chunk));
    // What went wrong is told by the close that follows.
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => this.end());
  }

  /** `body` must be ASCII. One at a time: call it again when `answered` was called. */
  post(body: string, answered: Answered): void {
    this.waiting = answered;
    this.socket.write(`${this.options.head}content-length: ${body.length}\r\n\r\n${body}`, 'latin1');
  }

  destroy(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    const bytes = this.received === undefined ? chunk : Buffer.concat([this.received, chunk]);
    if (!isWhole(bytes)) {
      this.received = bytes;
      if (bytes.length > ANSWER_BYTES_MAX) this.socket.destroy();
      return;
    }
    this.received = undefined;
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.(statusOf(bytes), this.marked(bytes));
  }

  private marked(bytes: Buffer): string | undefined {
    const at = bytes.indexOf(this.mark);
    if (at < 0) return undefined;
    const from = at + this.mark.length;
    return bytes.toString('latin1', from, bytes.indexOf(QUOTE, from));
  }

  private end(): void {
    this.isOpen = false;
    const { waiting } = this;
    this.waiting = undefined;
    this.closed(this);
    waiting?.(0, undefined);
  }
}

function isWhole(bytes: Buffer): boolean {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return false;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = LENGTH.exec(head);
  if (length) return bytes.length >= headEnd + HEAD_END.length + Number(length[1]);
  return !CHUNKED.test(head) || bytes.subarray(-CHUNKED_END.length).equals(CHUNKED_END);
}

function statusOf(bytes: Buffer): number {
  return Number(bytes.toString('latin1', STATUS_AT, STATUS_AT + 3));
}
