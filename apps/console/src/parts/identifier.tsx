import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { shortId } from '../format/identifier.js';

interface IdentifierProps {
  readonly value: string;
  /** What is shown in place of the short id, such as a link of it. */
  readonly children?: ReactNode;
}

/** An id, short, with a button that copies all of it. */
export function Identifier({ value, children }: IdentifierProps) {
  return (
    <span className="id" title={value}>
      <span className="id-text">{children ?? shortId(value)}</span>
      <CopyButton value={value} />
    </span>
  );
}

export function CopyButton({ value, says = 'Copy' }: { readonly value: string; readonly says?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <button
      type="button"
      className="copy"
      aria-label={copied ? 'Copied' : `${says} ${value}`}
      onClick={(event) => {
        event.stopPropagation();
        event.preventDefault();
        // Without permission the id still stands in full in the title.
        copy().catch(() => setCopied(false));
      }}
    >
      {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
    </button>
  );
}
