import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '../parts/panel.js';
import { useAddNote } from './case-actions.js';

interface NoteDialogProps {
  readonly caseId: string;
  readonly onClose: () => void;
}

export function NoteDialog({ caseId, onClose }: NoteDialogProps) {
  return (
    <Modal opened onClose={onClose} title="Write a note" closeButtonProps={{ 'aria-label': 'Close' }}>
      <NoteForm caseId={caseId} onDone={onClose} onCancel={onClose} />
    </Modal>
  );
}

interface NoteFormProps {
  readonly caseId: string;
  readonly onDone?: () => void;
  readonly onCancel?: () => void;
}

export function NoteForm({ caseId, onDone, onCancel }: NoteFormProps) {
  const [text, setText] = useState('');
  const add = useAddNote(caseId);
  const submit = (): void => {
    const trimmed = text.trim();
    if (trimmed === '' || add.isPending) return;
    add.mutate(trimmed, {
      onSuccess: () => {
        setText('');
        onDone?.();
      },
    });
  };
  return (
    <form
      className="decide"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        aria-label="Note"
        placeholder="What you found out, for whoever reads this case next"
        value={text}
        maxLength={4000}
        minRows={3}
        maxRows={12}
        autosize
        data-autofocus={onCancel === undefined ? undefined : true}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {add.isError ? <Failure error={add.error} what="The note was not stored." /> : null}
      <div className="form-actions">
        {onCancel === undefined ? null : (
          <Button variant="subtle" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" loading={add.isPending} disabled={text.trim() === ''} rightSection={<kbd>Ctrl ↵</kbd>}>
          Add the note
        </Button>
      </div>
    </form>
  );
}
