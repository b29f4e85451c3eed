/**
 * States that were written before features were definitions (encodings 1 and 2): a fixed set of facts of each event. What
 * features ask of an event is answered from those facts; of ids only the hashes are known, under the columns that held them.
 */
import type { ByteReader } from '#bytes';
import { latitudeOf, longitudeOf, NO_LOCATION } from '../location.js';
import { ID, TIME } from '../plan/columns.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import type { FeaturePlan } from '../plan/feature-plan.js';
import type { GroupPlan } from '../plan/group-plan.js';
import { EntityState } from './entity-state.js';
import { COUNTERPARTS, readStoredHistory, type StoredEvent, type StoredHistory } from './stored-history.js';

/** @throws RangeError on bytes that are none */
export function readHistory(features: FeaturePlan, type: string, input: ByteReader): EntityState {
  const history = readStoredHistory(input);
  if (history.type !== type) throw new RangeError('state belongs to another entity type');
  const state = new EntityState(features, type, history.events.length + 1);
  const facts = new Float64Array(features.factsLength);
  const hashes = COUNTERPARTS[type]!.map((expression) => features.columns.find(`identity:${expression}`));
  for (const event of history.events) {
    features.read(eventOf(history, event), facts);
    facts[TIME] = event.atMs;
    facts[ID] = event.id;
    for (const [k, fact] of hashes.entries()) if (fact !== undefined) facts[fact] = event.counterparts[k]!;
    state.insert(facts);
  }
  state.rows.droppedUntil = Math.max(state.rows.droppedUntil, history.droppedUntil);
  if (history.droppedUntil > -Infinity && history.firstSeenAt <= history.droppedUntil) setAside(state, history);
  return state;
}

/** Of what was let go only the first and the last time are known, and that it was more than nothing. */
function setAside(state: EntityState, { firstSeenAt, droppedUntil }: StoredHistory): void {
  const isOfTimes = ({ filter, parts }: GroupPlan): boolean => filter.length === 0 && parts.length === 0;
  state.lacksPast = state.plan.groups.some((group) => group.window.kind === 'ever' && !isOfTimes(group));
  state.setAside(isOfTimes, {
    count: 1,
    firstAtMs: firstSeenAt,
    lastAtMs: droppedUntil,
    numbers: [],
  });
}

function eventOf({ currency, otherCurrencyUntil }: StoredHistory, event: StoredEvent): FeatureEvent {
  const { atMs, amountMinor, place } = event;
  return {
    id: '',
    occurredAtMs: atMs,
    amountMinor,
    currency: atMs > otherCurrencyUntil ? lettersOf(currency) : '',
    channel: event.isNotPresent ? 'card_not_present' : 'card_present',
    outcome: event.isDeclined ? 'declined' : event.isReturned ? 'refunded' : 'authorised',
    merchant: { id: '', mcc: '', country: event.country },
    location: place === NO_LOCATION ? undefined : { lat: latitudeOf(place), lon: longitudeOf(place) },
    attributes: [],
  };
}

/** Five bits a letter. */
function lettersOf(packed: number): string {
  return packed === 0 ? '' : String.fromCharCode(64 + (packed >> 10), 64 + ((packed >> 5) & 31), 64 + (packed & 31));
}
