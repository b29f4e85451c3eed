import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useUndo } from '../case/case-actions.js';
import { offerUndo, useUndoable, type Undoable } from '../case/undo-store.js';
import { useCommands } from '../keyboard/use-commands.js';
import { useNow } from '../parts/now.js';
import { OutcomeIcon } from '../parts/outcome.js';

/** Offers to take back the last verdict for 10 seconds, on whatever page one is by then. */
export function UndoBar() {
  const undoable = useUndoable();
  return (
    <div className="undo-place" role="status">
      {undoable === undefined ? null : <Offer key={undoable.untilMs} undoable={undoable} />}
    </div>
  );
}

function Offer({ undoable }: { readonly undoable: Undoable }) {
  const undo = useUndo();
  const left = Math.max(0, Math.ceil((undoable.untilMs - useNow()) / 1000));
  const take = (): void => {
    if (!undo.isPending) undo.mutate(undoable.caseId);
  };
  useCommands({ undo: take });
  useEffect(() => {
    if (undo.isPending) return undefined;
    // A refusal stays long enough to be read.
    const timer = setTimeout(() => offerUndo(undefined), undo.isError ? 6_000 : undoable.untilMs - Date.now());
    return () => clearTimeout(timer);
  }, [undoable, undo.isPending, undo.isError]);

  return (
    <div className="undo">
      <OutcomeIcon outcome={undoable.verdict} size={16} />
      <span className="undo-what">
        {undo.error === null
          ? `${undoable.verdict === 'approve' ? 'Approved' : 'Declined'} ${undoable.what}`
          : `Not taken back: ${undo.error.message}`}
      </span>
      <Button
        variant="default"
        loading={undo.isPending}
        onClick={take}
        leftSection={<IconArrowBackUp size={14} />}
        rightSection={<kbd>u</kbd>}
      >
        Undo <span className="num undo-left">{left} s</span>
      </Button>
    </div>
  );
}
