import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.js';
import { Identifier } from './identifier.js';

interface PanelProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
}

export function Panel({ title, aside, children, flush = false }: PanelProps) {
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        {aside === undefined ? null : <div className="panel-aside">{aside}</div>}
      </header>
      <div className={flush ? 'panel-body panel-flush' : 'panel-body'}>{children}</div>
    </section>
  );
}

/** What a panel shows before it has data: bars where lines of text will be. */
export function Loading({ rows = 4, height = 14 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <div className="loading" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} width={`${92 - ((row * 17) % 45)}%`} radius="sm" />
      ))}
    </div>
  );
}

interface EmptyProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <div className="empty">
      {icon === undefined ? null : <div className="empty-icon">{icon}</div>}
      <p className="empty-title">{title}</p>
      {children === undefined ? null : <div className="empty-text">{children}</div>}
    </div>
  );
}

interface FailureProps {
  readonly error: Error;
  /** What could not be done: "The decisions could not be loaded". */
  readonly what: string;
  readonly retry?: () => void;
}

/** What happened, what to do, and the trace id that tells support which request it was. */
export function Failure({ error, what, retry }: FailureProps) {
  const traceId = error instanceof ApiError ? error.traceId : undefined;
  return (
    <div className="failure" role="alert">
      <IconAlertTriangle size={18} className="text-bad" aria-hidden />
      <div>
        <p className="failure-what">{what}</p>
        <p className="failure-detail">
          {error.message} {adviceFor(error)}
        </p>
        {traceId === undefined ? null : (
          <p className="failure-trace">
            Trace <Identifier value={traceId} />
          </p>
        )}
        {retry === undefined ? null : (
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={retry} mt={8}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

export function adviceFor(error: Error): string {
  const status = error instanceof ApiError ? error.status : undefined;
  if (status === 401) return 'Log in again with a new link.';
  if (status === 403) return 'Your role does not allow this; ask an administrator.';
  if (status === 404) return 'It may belong to another tenant, or be past its retention.';
  if (status === 409) return 'Somebody was quicker; the page now shows the latest state.';
  if (status === 429) return 'Too many requests; wait a moment.';
  if (status === 0 || (status !== undefined && status >= 500))
    return 'Try again; if it stays, give the trace id to support.';
  return '';
}
