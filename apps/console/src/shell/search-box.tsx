import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SearchHit } from '../api/contract.js';
import { searchQuery } from '../api/queries.js';
import { entityWords } from '../format/words.js';
import { adviceFor } from '../parts/panel.js';
import { NAME_MAX } from '../url-state.js';

const KIND_WORDS: Record<SearchHit['kind'], string> = {
  transaction: 'Transaction',
  case: 'Case',
  challenge: 'Challenge',
  trace: 'Trace',
  account: 'Account',
  card: 'Card',
  device: 'Device',
  ip: 'IP address',
  merchant: 'Merchant',
  entity: 'Entity',
};

/** One box for any id. A single thing opens its page; what has many transactions opens the list of them. */
export function SearchBox() {
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim().slice(0, NAME_MAX), 150);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const navigate = useNavigate();
  const result = useQuery(searchQuery(settled));
  const hits = settled === '' ? [] : (result.data?.items ?? []);

  const open = (hit: SearchHit): void => {
    setText('');
    combobox.closeDropdown();
    (document.activeElement as HTMLElement | null)?.blur();
    const mode = hit.livemode ? 'live' : 'test';
    if (isOne(hit) && hit.case_id !== undefined) {
      void navigate({ to: '/cases/$caseId', params: { caseId: hit.case_id }, search: { mode } });
    } else if (isOne(hit)) {
      void navigate({
        to: '/transactions/$transactionId',
        params: { transactionId: hit.transaction_id },
        search: { mode },
      });
    } else void navigate({ to: '/live', search: { mode, q: hit.id } });
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(index) => {
        const hit = hits[Number(index)];
        if (hit !== undefined) open(hit);
      }}
    >
      <Combobox.Target>
        <TextInput
          id="search"
          className="search"
          aria-label="Search for any id"
          placeholder="Search: transaction, account, card, device, IP, trace"
          leftSection={<IconSearch size={14} />}
          rightSection={text === '' ? <kbd>/</kbd> : null}
          value={text}
          maxLength={NAME_MAX}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1 && hits[0] !== undefined)
              open(hits[0]);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={settled === ''}>
        <Combobox.Options>
          {hits.map((hit, index) => (
            <Combobox.Option key={`${kindWords(hit)} ${hit.id} ${String(hit.livemode)}`} value={String(index)}>
              <span className="hit">
                <span className="hit-kind">{kindWords(hit)}</span>
                <span className="hit-id">{hit.id}</span>
                <span className="muted num">
                  {hit.livemode ? 'live' : 'test'}
                  {isOne(hit) ? '' : ` · ${hit.count >= 100 ? '100+' : hit.count} transactions`}
                </span>
              </span>
            </Combobox.Option>
          ))}
          {hits.length > 0 ? null : <Combobox.Empty>{emptyWords(result.isFetching, result.error)}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function kindWords({ kind, entity_type: type }: SearchHit): string {
  return type === undefined ? KIND_WORDS[kind] : entityWords(type);
}

function isOne(hit: SearchHit): boolean {
  return hit.count <= 1 || ['transaction', 'case', 'challenge'].includes(hit.kind);
}

function emptyWords(fetching: boolean, error: Error | null): string {
  if (fetching) return 'Searching…';
  if (error !== null) return `The search failed. ${error.message} ${adviceFor(error)}`;
  return 'Nothing has this id. Ids must be complete.';
}
