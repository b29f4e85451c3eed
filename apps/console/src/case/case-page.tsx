import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseVerdict } from '../api/contract.js';
import { caseQuery } from '../api/queries.js';
import { useCommands } from '../keyboard/use-commands.js';
import { Failure } from '../parts/panel.js';
import { neighboursOf, seenQueue } from '../queue/queue-memory.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useViewer } from '../shell/viewer.js';
import { useAssign, useTakeNext } from './case-actions.js';
import { CaseHead } from './case-head.js';
import { DecideDialog } from './decide-dialog.js';
import { DetailSkeleton, DetailView } from './detail-view.js';
import { NoteDialog } from './note-dialog.js';
import type { CaseDetail } from '../api/contract.js';
import { shortId } from '../format/identifier.js';

const route = getRouteApi('/cases/$caseId');

export function CasePage() {
  const { caseId } = route.useParams();
  const detail = useQuery(caseQuery(caseId));
  if (detail.data !== undefined) return <Case key={caseId} detail={detail.data} />;
  if (detail.isError) {
    return (
      <div className="page-middle">
        <Failure
          error={detail.error}
          what={`The case ${shortId(caseId)} could not be loaded.`}
          retry={() => void detail.refetch()}
        />
      </div>
    );
  }
  return <DetailSkeleton />;
}

function Case({ detail }: { readonly detail: CaseDetail }) {
  const subject = detail.case;
  const { session, mayAct } = useViewer();
  const navigate = useNavigate();
  const [deciding, setDeciding] = useState<CaseVerdict>();
  const [noting, setNoting] = useState(false);
  const assign = useAssign(subject);
  const takeNext = useTakeNext();
  const open = subject.status === 'open';
  const neighbours = neighboursOf(subject.id, seenQueue());

  usePageTitle(`Case ${shortId(subject.id)}`);

  const go = (caseId: string | undefined): void => {
    if (caseId !== undefined) void navigate({ to: '/cases/$caseId', params: { caseId } });
  };
  const toggleMine = (): void => {
    if (!assign.isPending) assign.mutate(subject.assignee?.id === session.user.id ? null : session.user.id);
  };
  const next = (): void => {
    if (!takeNext.isPending) takeNext.mutate();
  };
  useCommands({
    next: () => go(neighbours.after),
    previous: () => go(neighbours.before),
    back: () => void navigate({ to: '/queue', search: seenQueue().search }),
    ...(mayAct ? { note: () => setNoting(true), take: next } : {}),
    ...(mayAct && open
      ? { approve: () => setDeciding('approve'), decline: () => setDeciding('decline'), assign: toggleMine }
      : {}),
    ...(mayAct && !open ? { open: next } : {}),
  });

  return (
    <>
      <CaseHead subject={subject} neighbours={neighbours} onGo={go} takeNext={takeNext} />
      <DetailView
        detail={detail}
        review={{
          subject,
          notes: detail.notes,
          audit: detail.audit,
          assign,
          onDecide: setDeciding,
          onNote: () => setNoting(true),
        }}
      />
      {deciding === undefined ? null : (
        <DecideDialog key={deciding} subject={subject} verdict={deciding} onClose={() => setDeciding(undefined)} />
      )}
      {noting ? <NoteDialog caseId={subject.id} onClose={() => setNoting(false)} /> : null}
    </>
  );
}
