/** The slot of a kind of aggregate. */
import { ExtremeSlot, LocatedSlot, TimesSlot } from './dated-slots.js';
import type { Slot, SlotKind } from './slots.js';
import { CountSlot, MomentsSlot, TrendSlot } from './summed-slots.js';

export function makeSlot(kind: SlotKind, at: number, column: number): Slot {
  switch (kind) {
    case 'count':
      return new CountSlot(at);
    case 'moments':
      return new MomentsSlot(at, column);
    case 'least':
      return new ExtremeSlot(at, column, -1);
    case 'most':
      return new ExtremeSlot(at, column, 1);
    case 'times':
      return new TimesSlot(at);
    case 'trend':
      return new TrendSlot(at, column);
    case 'located':
      return new LocatedSlot(at, column);
    default:
      return kind satisfies never;
  }
}
