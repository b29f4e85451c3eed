import { Button, Modal, Radio, TextInput, Textarea } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { CaseSummary, CaseVerdict } from '../api/contract.js';
import { formatMoney } from '../format/money.js';
import { shortId } from '../format/identifier.js';
import { Failure } from '../parts/panel.js';
import { useDecide } from './case-actions.js';

/** Reasons an analyst picks by a digit; they are kept with the label, so models learn from them. */
const REASONS: Record<CaseVerdict, readonly string[]> = {
  approve: [
    'Customer confirmed it',
    'Usual for this customer',
    'Travel or a move explains it',
    'Known merchant or subscription',
    'False alarm of a pattern or rule',
  ],
  decline: [
    'Customer denied it',
    'Stolen card or card details',
    'Account taken over',
    'Card testing',
    'Mule, bust-out or refund abuse',
  ],
};
const OWN = 'own';

interface DecideDialogProps {
  readonly subject: CaseSummary;
  readonly verdict: CaseVerdict;
  readonly onClose: () => void;
}

export function DecideDialog({ subject, verdict, onClose }: DecideDialogProps) {
  const decide = useDecide(subject);
  const [choice, setChoice] = useState('0');
  const [own, setOwn] = useState('');
  const [note, setNote] = useState('');
  const reasons = REASONS[verdict];
  const reason = choice === OWN ? own.trim() : (reasons[Number(choice)] ?? '');
  const verb = verdict === 'approve' ? 'Approve' : 'Decline';

  const submit = (): void => {
    if (reason === '' || decide.isPending) return;
    const noted = note.trim();
    decide.mutate({ verdict, reason, ...(noted === '' ? {} : { note: noted }) }, { onSuccess: onClose });
  };
  const keys = (event: KeyboardEvent<HTMLFormElement>): void => {
    const typing = event.target instanceof HTMLTextAreaElement || isTextField(event.target);
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || !(event.target instanceof HTMLTextAreaElement))) {
      if (event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      submit();
    } else if (!typing && /^[1-6]$/.test(event.key)) {
      event.preventDefault();
      const value = event.key === '6' ? OWN : String(Number(event.key) - 1);
      setChoice(value);
      event.currentTarget.querySelector<HTMLInputElement>(`input[type="radio"][value="${value}"]`)?.focus();
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={`${verb} ${formatMoney(subject.amount, subject.currency)} of ${shortId(subject.account_id)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="decide"
        onKeyDown={keys}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Radio.Group label="Why?" value={choice} onChange={setChoice}>
          <div className="decide-reasons">
            {[...reasons, 'Another reason'].map((says, index) => {
              const value = index === reasons.length ? OWN : String(index);
              return (
                <Radio
                  key={says}
                  size="sm"
                  value={value}
                  data-autofocus={index === 0 ? true : undefined}
                  label={
                    <>
                      {says} <kbd>{index + 1}</kbd>
                    </>
                  }
                />
              );
            })}
          </div>
        </Radio.Group>
        {choice === OWN ? (
          <TextInput
            label="The reason, in a few words"
            value={own}
            maxLength={200}
            required
            autoFocus
            onChange={(event) => setOwn(event.currentTarget.value)}
          />
        ) : null}
        <Textarea
          label="Note"
          description="For whoever reads this case next; optional"
          value={note}
          maxLength={4000}
          minRows={2}
          autosize
          maxRows={8}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {decide.isError ? <Failure error={decide.error} what="The verdict was not stored." /> : null}
        <div className="form-actions">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            className={verdict === 'approve' ? 'button-approve' : 'button-decline'}
            variant="default"
            loading={decide.isPending}
            disabled={reason === ''}
            rightSection={<kbd>↵</kbd>}
          >
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function isTextField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type === 'text';
}
