/** Which items are done when they finish out of order: everything below `contiguous` is. */
export class Acknowledgements {
  private readonly done = new Map<number, number>();
  private next: number;
  private lastRow: number;

  constructor(start: { readonly items: number; readonly row: number }) {
    this.next = start.items;
    this.lastRow = start.row;
  }

  /** Items, from the first on, that are all done. */
  get contiguous(): number {
    return this.next;
  }

  /** The last row of the file up to which all are done. */
  get row(): number {
    return this.lastRow;
  }

  acknowledge(sequence: number, row: number): void {
    this.done.set(sequence, row);
    for (let at = this.done.get(this.next); at !== undefined; at = this.done.get(this.next)) {
      this.done.delete(this.next++);
      this.lastRow = at;
    }
  }
}
