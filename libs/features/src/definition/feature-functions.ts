/** What expressions of derived features may call beside the language's own, and the object that they are evaluated on. */
import { BOOL, type FunctionDeclaration, NUMBER } from '#cel';
import type { CalendarDays } from '../plan/calendar-days.js';
import type { FeatureEvent } from '../plan/feature-event.js';

const ofNumber: Omit<FunctionDeclaration, 'method'> = { parameters: [NUMBER], result: NUMBER };

export const FEATURE_FUNCTIONS: Readonly<Record<string, FunctionDeclaration>> = {
  log1p: { method: 'log1p', ...ofNumber },
  sqrt: { method: 'sqrt', ...ofNumber },
  sin: { method: 'sin', ...ofNumber },
  cos: { method: 'cos', ...ofNumber },
  /** Of the day in the tenant's time zone, with fractions. */
  hour_of_day: { method: 'hourOfDay', ...ofNumber },
  /** 0 for Sunday. */
  day_of_week: { method: 'dayOfWeek', ...ofNumber },
  /** Whether a feature has a value. */
  known: { method: 'known', parameters: [NUMBER], result: BOOL },
};

export class FeatureInput {
  event: FeatureEvent | undefined;
  /** Values in the order that the expression was compiled for. */
  values: Float64Array = new Float64Array(0);

  constructor(private readonly days: CalendarDays) {}

  /** `features.x` is `value(place)`. */
  value(place: number): number {
    return this.values[place]!;
  }

  /** The object that holds `value`. */
  get features(): this {
    return this;
  }

  log1p(value: number): number {
    return Math.log1p(value);
  }

  sqrt(value: number): number {
    return Math.sqrt(value);
  }

  sin(value: number): number {
    return Math.sin(value);
  }

  cos(value: number): number {
    return Math.cos(value);
  }

  known(value: number): boolean {
    return !Number.isNaN(value);
  }

  hourOfDay(ms: number): number {
    return (ms - this.days.startOf(ms)) / 3_600_000;
  }

  dayOfWeek(ms: number): number {
    return this.days.weekdayOf(ms);
  }
}
