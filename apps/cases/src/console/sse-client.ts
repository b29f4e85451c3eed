import type { ServerResponse } from 'node:http';
import type { DecisionSummary, StreamDropped } from '#contracts';

/** What waits for a reader that doesn't keep up; beyond it decisions are left out, and the reader is told. */
const BACKLOG_BYTES_MAX = 256 * 1024;
const HEARTBEAT_MS = 15_000;

/** One reader of server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class SseClient {
  private readonly heartbeat: NodeJS.Timeout;
  private dropping = false;

  /** @param untilMs the end of the reader's session; the browser then connects again and is told to log in */
  constructor(
    private readonly response: ServerResponse,
    private readonly untilMs: number,
  ) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies that buffer would hold events back.
      'x-accel-buffering': 'no',
    });
    response.write('retry: 2000\n\n');
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    response.once('close', () => clearInterval(this.heartbeat));
    response.on('error', () => undefined);
  }

  decision(summary: DecisionSummary): void {
    if (this.response.writableLength > BACKLOG_BYTES_MAX) {
      this.dropping = true;
      return;
    }
    if (this.dropping) {
      this.dropping = false;
      this.dropped('slow_client');
    }
    this.send('decision', summary);
  }

  dropped(reason: StreamDropped['reason']): void {
    this.send('dropped', { reason } satisfies StreamDropped);
  }

  end(): void {
    clearInterval(this.heartbeat);
    this.response.end();
  }

  private beat(): void {
    if (Date.now() >= this.untilMs) this.end();
    else if (this.response.writableLength <= BACKLOG_BYTES_MAX) this.response.write(': still here\n\n');
  }

  private send(event: string, data: object): void {
    if (!this.response.writableEnded) this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
