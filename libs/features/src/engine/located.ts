/** The newest row with a place. */
import { NO_LOCATION } from '../location.js';
import { TIME } from '../plan/columns.js';
import type { Part } from './part.js';

export class Located implements Part {
  place = NO_LOCATION;
  atMs = Number.NaN;
  private sequence = -1;

  constructor(private readonly column: number) {}

  add(data: Float64Array, base: number, sequence: number): void {
    const place = data[base + this.column]!;
    if (place === NO_LOCATION) return;
    this.sequence = sequence;
    this.place = place;
    this.atMs = data[base + TIME]!;
  }

  remove(_data: Float64Array, _base: number, sequence: number): void {
    if (sequence === this.sequence) this.clear();
  }

  clear(): void {
    this.sequence = -1;
    this.place = NO_LOCATION;
    this.atMs = Number.NaN;
  }
}
