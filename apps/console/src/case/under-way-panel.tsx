import { useQueries } from '@tanstack/react-query';
import type { EntityView, PartialMatchList, TransactionView } from '../api/contract.js';
import { partialMatchesQuery } from '../api/queries.js';
import { entityWords } from '../format/words.js';
import { useNow } from '../parts/now.js';
import { Failure, Loading, Panel } from '../parts/panel.js';
import { UnderWayLine } from './under-way-line.js';
import { planUnderWay } from './under-way-plan.js';

/** Which patterns are under way for the payment's account, card and device: what may come next, and until when. */
export function UnderWayPanel({ transaction }: { readonly transaction: TransactionView }) {
  const entities = entitiesOf(transaction);
  const mode = transaction.livemode ? 'live' : 'test';
  const queries = useQueries({ queries: entities.map(({ type, id }) => partialMatchesQuery(type, id, mode)) });
  const lists = queries.flatMap(({ data }) => data ?? []);
  const failed = queries.find(({ isError, data }) => isError && data === undefined);
  const retry = (): void => {
    for (const query of queries) if (query.isError) void query.refetch();
  };
  return (
    <Panel title="Under way" aside={<span className="muted panel-says">{namesOf(entities)}, as of now</span>}>
      {failed?.error ? (
        <Failure error={failed.error} what="Not all patterns that are under way could be loaded." retry={retry} />
      ) : null}
      {queries.some(({ isPending }) => isPending) ? <Loading rows={2} /> : <Lists lists={lists} />}
    </Panel>
  );
}

function Lists({ lists }: { readonly lists: readonly PartialMatchList[] }) {
  const { going, begun } = planUnderWay(lists, useNow());
  const busy = lists.filter(({ events }) => events.truncated);
  if (lists.length === 0) return null;
  return (
    <>
      {going.length === 0 ? (
        <p className="muted">
          {begun.length === 0 ? 'No pattern is under way.' : 'No pattern is further than its first step.'}
        </p>
      ) : (
        <ul className="under-way">
          {going.map((one) => (
            <UnderWayLine key={one.key} one={one} />
          ))}
        </ul>
      )}
      {begun.length === 0 ? null : (
        <details className="under-way-begun">
          <summary className="muted">
            {begun.length === 1 ? 'One pattern began' : `${begun.length} patterns began`} with a single payment
          </summary>
          <ul className="under-way">
            {begun.map((one) => (
              <UnderWayLine key={one.key} one={one} />
            ))}
          </ul>
        </details>
      )}
      {busy.map(({ entity, events }) => (
        <p key={entity.type} className="muted under-way-note">
          The {entityWords(entity.type).toLowerCase()} is busy: only its newest {events.count} payments were looked at.
        </p>
      ))}
    </>
  );
}

interface Entity {
  readonly type: EntityView['type'];
  readonly id: string;
}

function entitiesOf({ account, card, device }: TransactionView): Entity[] {
  const named: readonly [Entity['type'], string | undefined][] = [
    ['account', account?.id],
    ['card', card?.fingerprint],
    ['device', device?.id],
  ];
  return named.flatMap(([type, id]) => (id === undefined ? [] : { type, id }));
}

/** "Account, card and device" */
function namesOf(entities: readonly Entity[]): string {
  const [first = '', ...rest] = entities.map(({ type }) => entityWords(type));
  const last = rest.pop()?.toLowerCase();
  const before = [first, ...rest.map((name) => name.toLowerCase())].join(', ');
  return last === undefined ? before : `${before} and ${last}`;
}
