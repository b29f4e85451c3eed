import { messageOf } from '#kernel';

/** What to tell the operator: the reason, and what to do where we know. */
export function startProblem(error: unknown): string {
  const code = (error as { code?: string } | undefined)?.code;
  if (code === 'EADDRINUSE') {
    const { port } = error as { port?: number };
    return `port ${port} is taken; stop what listens there or set PORT`;
  }
  if (code === 'EACCES' || code === 'EROFS') return `${messageOf(error)}; the folder must be writable`;
  if (code === 'ENOSPC') return `${messageOf(error)}; the disk is full`;
  return messageOf(error);
}
