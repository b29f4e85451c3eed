import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../api/client.js';
import type { CaseDetail, CaseNote, CaseSummary, DecideRequest, NextCase } from '../api/contract.js';
import { formatMoney } from '../format/money.js';
import { shortId } from '../format/identifier.js';
import { useViewer } from '../shell/viewer.js';
import { UNDO_MS, offerUndo } from './undo-store.js';

/** Everything that changes a case. Each answer is the case as it is now, and replaces what the page shows. */
export function useDecide(subject: CaseSummary) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: DecideRequest) => post<CaseDetail>(`${path(subject.id)}/decide`, request),
    onSuccess: (detail, { verdict }) => {
      keep(queryClient, detail);
      lookAgain(queryClient, subject.id);
      const what = `${formatMoney(subject.amount, subject.currency)} of ${shortId(subject.account_id)}`;
      offerUndo({ caseId: subject.id, verdict, what, untilMs: Date.now() + UNDO_MS });
    },
    onError: () => refresh(queryClient, subject.id),
  });
}

export function useUndo() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (caseId: string) => post<CaseDetail>(`${path(caseId)}/undo`),
    onSuccess: (detail, caseId) => {
      keep(queryClient, detail);
      lookAgain(queryClient, caseId);
      offerUndo(undefined);
    },
    onError: (_error, caseId) => refresh(queryClient, caseId),
  });
}

export function useAssign(subject: CaseSummary) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (assignee: string | null) =>
      post<CaseDetail>(`${path(subject.id)}/assign`, { assignee, version: subject.version }),
    onSuccess: (detail) => keep(queryClient, detail),
    onError: () => refresh(queryClient, subject.id),
  });
}

export function useAddNote(caseId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => post<CaseNote>(`${path(caseId)}/notes`, { text }),
    onSuccess: (note) => {
      queryClient.setQueryData<CaseDetail>(['case', caseId], (detail) =>
        detail === undefined ? detail : { ...detail, notes: [...detail.notes, note] },
      );
      return queryClient.invalidateQueries({ queryKey: ['case', caseId] });
    },
  });
}

/** Takes the case that matters most and opens it; `undefined` while it runs, `null` once the queue is empty. */
export function useTakeNext() {
  const { mode } = useViewer();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => post<NextCase>('/cases/next', { mode }),
    onSuccess: async ({ case: next }) => {
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      if (next !== null) await navigate({ to: '/cases/$caseId', params: { caseId: next.id }, search: {} });
    },
  });
}

const path = (caseId: string): string => `/cases/${encodeURIComponent(caseId)}`;

/** The verdict's label comes back through the log, a moment later than the answer; on a busy machine some seconds. */
const LABEL_MS = [1_500, 5_000];

function lookAgain(queryClient: QueryClient, caseId: string): void {
  for (const ms of LABEL_MS) {
    setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['case', caseId] }), ms);
  }
}

function keep(queryClient: QueryClient, detail: CaseDetail): void {
  queryClient.setQueryData(['case', detail.case.id], detail);
  void queryClient.invalidateQueries({ queryKey: ['cases'] });
  void queryClient.invalidateQueries({ queryKey: ['stats'] });
}

async function refresh(queryClient: QueryClient, caseId: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['case', caseId] });
}
