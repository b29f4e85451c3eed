import { formatMinor } from '#contracts/money';
import { formatFigure } from './figures.js';
import { longDuration } from './time.js';

/** A feature's value as people read it: money in the payment's currency, flags as yes and no, times in whole units. */
export function formatFeature(value: number, unit: string, currency: string): { text: string; unit: string } {
  switch (unit) {
    case 'money':
      return { text: formatMinor(Math.round(value), currency), unit: currency };
    case 'flag':
      return { text: value === 0 ? 'no' : 'yes', unit: '' };
    case 'seconds':
      return { text: longDuration(Math.round(value) * 1000), unit: '' };
    case 'days':
      if (value >= 10) return { text: formatFigure(Math.round(value)), unit: 'days' };
      return { text: longDuration(Math.round(value * 86_400) * 1000), unit: '' };
    // Beside others in a table; the label and the sentence say of what.
    case 'mixed currencies':
      return { text: formatFigure(value), unit: 'mixed' };
    case 'ratio':
      return { text: formatFigure(value), unit: '×' };
    default:
      return { text: formatFigure(value), unit };
  }
}
