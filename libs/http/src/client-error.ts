// What is no request that the framework sees: broken HTTP, headers without end, a body that does not come.
import type { Socket } from 'node:net';
import { CaracalError, ERROR_CODES, type ErrorCode } from '#kernel';
import { problemOf } from './problem-filter.js';

const REFUSALS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'All headers together may have 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['timed_out', 'The whole request must arrive within 10 seconds.'],
};
const BROKEN = ['malformed_request', 'This is not HTTP that can be read.'] as const;

/** Answers with a problem document too, and ends the connection. */
export function refuseClient(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [code, detail] = REFUSALS[error.code ?? ''] ?? BROKEN;
  const { status } = ERROR_CODES[code];
  const body = JSON.stringify(problemOf(new CaracalError(code, detail)));
  const head = [
    `HTTP/1.1 ${status} `,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
