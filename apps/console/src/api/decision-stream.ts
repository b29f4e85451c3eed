import { useEffect, useRef, useState } from 'react';
import { queryString } from './client.js';
import type { ConsoleMode, DecisionSummary } from './contract.js';

/**
 * Decisions as they come, by server-sent events. They are handed on in batches, at most four a second: a burst of
 * thousands costs four renders. The browser reconnects by itself after a lost connection; after a refusal we do.
 */
export type StreamState = 'connecting' | 'open' | 'lost';
const BATCH_MS = 250;
const RECONNECT_MS = 5_000;
const WAITING_MAX = 2_000;

export interface StreamEvents {
  readonly decisions: (batch: DecisionSummary[]) => void;
  /** Decisions were left out of the stream; what is shown has a gap. */
  readonly dropped: () => void;
}

export function useDecisionStream(mode: ConsoleMode, enabled: boolean, events: StreamEvents): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const handlers = useRef(events);
  useEffect(() => {
    handlers.current = events;
  });

  useEffect(() => {
    if (!enabled) return undefined;
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let waiting: DecisionSummary[] = [];

    const connect = (): void => {
      source = new EventSource(`/console/api/decisions/stream${queryString({ mode })}`);
      source.addEventListener('open', () => setState('open'));
      source.addEventListener('decision', (event: MessageEvent<string>) => {
        if (waiting.length < WAITING_MAX) waiting.push(JSON.parse(event.data) as DecisionSummary);
        else handlers.current.dropped();
      });
      source.addEventListener('dropped', () => handlers.current.dropped());
      source.addEventListener('error', () => {
        setState('lost');
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(connect, RECONNECT_MS);
      });
    };
    const flush = setInterval(() => {
      if (waiting.length === 0) return;
      const batch = waiting;
      waiting = [];
      handlers.current.decisions(batch);
    }, BATCH_MS);
    connect();
    return () => {
      source?.close();
      clearInterval(flush);
      clearTimeout(retry);
      setState('connecting');
    };
  }, [mode, enabled]);
  return state;
}
