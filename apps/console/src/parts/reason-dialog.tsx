import { Button, Modal, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ApiError } from '../api/client.js';
import { Failure } from './panel.js';

interface ReasonDialogProps {
  readonly title: string;
  readonly consequence: string;
  readonly verb: string;
  readonly placeholder: string;
  readonly bad?: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  /** What was not done, should it be refused. */
  readonly refused: string;
  /** Another thing to say beside the reason. */
  readonly children?: ReactNode;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks why; the answer stays in the history. */
export function ReasonDialog(props: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const submit = (): void => {
    if (reason.trim() !== '' && !props.pending) props.onSubmit(reason.trim());
  };
  return (
    <Modal opened onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        className="decide"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>{props.consequence}</p>
        {props.children}
        <Textarea
          label="Why?"
          description="Kept in the history with your name"
          placeholder={props.placeholder}
          required
          value={reason}
          maxLength={500}
          minRows={2}
          maxRows={8}
          autosize
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
        {props.error === null ? null : <Refusal error={props.error} what={props.refused} />}
        <div className="form-actions">
          <Button variant="subtle" onClick={props.onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={props.pending}
            disabled={reason.trim() === ''}
            rightSection={<kbd>Ctrl ↵</kbd>}
            {...(props.bad === true ? { variant: 'default', className: 'button-decline' } : {})}
          >
            {props.verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** A conflict has many causes, which the server names; by now the page has read it again. */
function Refusal({ error, what }: { readonly error: Error; readonly what: string }) {
  if (!(error instanceof ApiError) || error.status !== 409) return <Failure error={error} what={what} />;
  return (
    <div className="notice conflict" role="alert">
      <strong>{what}</strong> {error.message}. The page behind now shows it as it is; look at it before you try again.
    </div>
  );
}
