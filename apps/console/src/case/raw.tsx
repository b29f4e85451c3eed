import { useMemo } from 'react';
import type { DecisionDetail } from '../api/contract.js';
import { CopyButton } from '../parts/identifier.js';
import { Panel } from '../parts/panel.js';

/** The transaction and its decisions as the API gives them. */
export function Raw({ detail }: { readonly detail: DecisionDetail }) {
  const parts = useMemo(
    () => [
      { title: 'Transaction', json: JSON.stringify(detail.transaction, null, 2) },
      { title: 'Decision', json: JSON.stringify(detail.decision, null, 2) },
      {
        title: 'Entities and patterns',
        json: JSON.stringify({ entities: detail.entities, matches: detail.matches }, null, 2),
      },
    ],
    [detail],
  );
  return parts.map(({ title, json }) => (
    <Panel key={title} title={title} aside={<CopyButton value={json} says={`Copy ${title.toLowerCase()}:`} />} flush>
      <pre className="raw" tabIndex={0} aria-label={title}>
        {json}
      </pre>
    </Panel>
  ));
}
