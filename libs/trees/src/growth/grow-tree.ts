/**
 * Grows one tree: takes open nodes that have a split worth making, parts their rows, sums histograms for the smaller child
 * of each (the other is what is left of the parent's), and searches both for splits. Level by level, or best leaf first.
 */
import type { Crew } from '../threads/crew.js';
import type { TrainingParameters } from '../parameters.js';
import { blocksOf, BLOCK, type Blocks, type Stretch } from './blocks.js';
import type { Family, SearchedNode } from './evaluate.js';
import { sumGradients } from './gradients.js';
import type { Scattering } from './partition.js';
import { leafValue } from './split-gain.js';
import { bestSplit } from './best-split.js';
import { partingOf, type DraftNode, type Split, type TreeDraft } from './tree-draft.js';
import { BATCH_MAX, type TrainingSpace } from './training-space.js';

export interface GrownTree {
  readonly draft: TreeDraft;
  /** The rows of each leaf, and what to add to their margins. */
  readonly leaves: readonly (Stretch & { readonly value: number })[];
}

interface OpenNode extends Omit<SearchedNode, 'place'> {
  readonly number: number;
  readonly depth: number;
}
type SplitNode = OpenNode & { readonly split: Split };

/** `rows`: how many of `space.rows`, from the first, the tree sees. `used`: 1 for columns that it may split by. */
export async function growTree(
  space: TrainingSpace,
  crew: Crew,
  parameters: TrainingParameters,
  rows: number,
  used: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<GrownTree> {
  const growth = new Growth(space, crew, parameters, used);
  await growth.plantRoot(rows);
  for (let batch = growth.nextBatch(); batch.length > 0; batch = growth.nextBatch()) {
    signal?.throwIfAborted();
    await growth.split(batch);
  }
  return growth.finish();
}

class Growth {
  private readonly draft: DraftNode[] = [];
  private readonly leaves: (Stretch & { value: number })[] = [];
  private readonly freeSlots: number[];
  private open: SplitNode[] = [];
  private leavesLeft: number;

  constructor(
    private readonly space: TrainingSpace,
    private readonly crew: Crew,
    private readonly parameters: TrainingParameters,
    private readonly used: Uint8Array,
  ) {
    this.freeSlots = Array.from({ length: space.slots }, (_, i) => space.slots - 1 - i);
    this.leavesLeft = parameters.maxLeaves - 1;
  }

  async plantRoot(rows: number): Promise<void> {
    const [g, h] = sumGradients(this.space, 0, rows);
    const bounds = { lower: -Infinity, upper: Infinity };
    const root = this.add({ begin: 0, end: rows, g, h, ...bounds, slot: this.freeSlots.pop()!, depth: 0 });
    const blocks = blocksOf([root]);
    await this.crew.run({ kind: 'order', blocks }, blocks.length / BLOCK);
    await this.search([[root, undefined]]);
  }

  /** Nodes to split next; empty when the tree is done. */
  nextBatch(): SplitNode[] {
    const { growth } = this.parameters;
    const levels = growth === 'depth' ? Math.min(...this.open.map(({ depth }) => depth)) : Infinity;
    const candidates = this.open.filter(({ depth }) => depth <= levels);
    const room = Math.min(this.leavesLeft, growth === 'leaf' ? 1 : BATCH_MAX / 2);
    if (candidates.length > room && (growth === 'leaf' || this.leavesLeft <= room))
      candidates.sort((a, b) => b.split.gain - a.split.gain || a.number - b.number);
    const batch = candidates.slice(0, room);
    const taken = new Set(batch);
    this.open = this.open.filter((node) => !taken.has(node));
    this.leavesLeft -= batch.length;
    return batch;
  }

  async split(batch: readonly SplitNode[]): Promise<void> {
    const { crew, space } = this;
    const partings = batch.map(({ split }) => partingOf(space, split));
    const blocks = blocksOf(batch);
    await crew.run({ kind: 'part', blocks, partings }, blocks.length / BLOCK);
    const leftRows = leftRowsOf(space, blocks, batch.length);
    const families = batch.map((node, i) => this.divide(node, leftRows[i]!));
    const scattering = scatteringOf(space, blocks, batch, leftRows, families);
    await crew.run({ kind: 'scatter', blocks, scattering }, blocks.length / BLOCK);
    await this.search(families.flatMap(({ searched }) => searched));
  }

  finish(): GrownTree {
    for (const node of this.open) this.close(node);
    return { draft: this.draft, leaves: this.leaves };
  }

  /** Makes the children of a node, and says which of them are searched, the one to be summed first. */
  private divide(node: SplitNode, leftRows: number): Division {
    const { split } = node;
    const middle = node.begin + leftRows;
    const depth = node.depth + 1;
    const bounds = this.childBounds(node);
    const left = { begin: node.begin, end: middle, g: split.leftG, h: split.leftH, depth, ...bounds.left };
    const right = {
      begin: middle,
      end: node.end,
      g: node.g - split.leftG,
      h: node.h - split.leftH,
      depth,
      ...bounds.right,
    };
    const leftIsSmall = leftRows * 2 <= node.end - node.begin;
    const [small, large] = leftIsSmall ? [left, right] : [right, left];
    const searchSmall = this.mayDivide(small);
    const searchLarge = this.mayDivide(large);
    const largeSlot = searchLarge ? node.slot : -1;
    if (!searchLarge) this.release(node.slot);
    const smallSlot = searchSmall ? (this.freeSlots.pop() ?? -1) : -1;
    const draft = this.draft[node.number]!;
    draft.split = split;
    draft.left = this.draft.length;
    // Without the parent's histogram, either is summed by itself, and the second keeps a slot if there is one.
    const separate = searchLarge && node.slot < 0;
    const ownSlot = separate ? (this.freeSlots.pop() ?? -1) : largeSlot;
    const added = [
      this.add({ ...left, slot: leftIsSmall ? smallSlot : ownSlot }),
      this.add({ ...right, slot: leftIsSmall ? ownSlot : smallSlot }),
    ] as const;
    const [smallNode, largeNode] = leftIsSmall ? added : [added[1], added[0]];
    const searched: Searched[] = [];
    if (searchLarge && !separate) searched.push([smallNode, largeNode]);
    else {
      if (searchSmall) searched.push([smallNode, undefined]);
      else this.close(smallNode);
      if (separate) searched.push([largeNode, undefined]);
      else this.close(largeNode);
    }
    return { searched, left: added[0], right: added[1] };
  }

  /** Searches nodes for splits; what has none becomes a leaf. */
  private async search(searched: readonly Searched[]): Promise<void> {
    if (searched.length === 0) return;
    const { space, crew, used } = this;
    const nodes = searched.flatMap(([built, rest]) => (rest ? [built, rest] : [built]));
    const places = new Map(nodes.map((node, place) => [node.number, place]));
    const at = (node: OpenNode): SearchedNode => ({ ...node, place: places.get(node.number)! });
    const families: Family[] = searched.map(([built, rest]) => ({ built: at(built), rest: rest && at(rest) }));
    await crew.run({ kind: 'evaluate', families, used }, families.length * space.tiles.length);
    for (const [place, node] of nodes.entries()) {
      const split = this.mayDivide(node) ? bestSplit(space, place, used) : undefined;
      if (split) this.open.push({ ...node, split });
      else this.close(node);
    }
  }

  private mayDivide({ depth, h }: Pick<OpenNode, 'depth' | 'h'>): boolean {
    const { maxDepth, minChildWeight } = this.parameters;
    return depth < maxDepth && h * this.space.rules.hessianUnit >= 2 * minChildWeight && this.leavesLeft > 0;
  }

  /** Below a monotone split, no leaf of the lower side may exceed the middle between both sides' values. */
  private childBounds(node: SplitNode): Record<'left' | 'right', Pick<OpenNode, 'lower' | 'upper'>> {
    const { split, lower, upper } = node;
    const monotone = this.space.columns[split.column]!.monotone;
    if (monotone === 0) return { left: { lower, upper }, right: { lower, upper } };
    const left = this.valueOf({ g: split.leftG, h: split.leftH, lower, upper });
    const right = this.valueOf({ g: node.g - split.leftG, h: node.h - split.leftH, lower, upper });
    const middle = (left + right) / 2;
    return monotone > 0
      ? { left: { lower, upper: middle }, right: { lower: middle, upper } }
      : { left: { lower: middle, upper }, right: { lower, upper: middle } };
  }

  private valueOf({ g, h, lower, upper }: Pick<OpenNode, 'g' | 'h' | 'lower' | 'upper'>): number {
    const { rules } = this.space;
    return leafValue(g * rules.gradientUnit, h * rules.hessianUnit, rules, lower, upper);
  }

  private add(node: Omit<OpenNode, 'number'>): OpenNode {
    const value = Math.fround(this.valueOf(node) * this.parameters.learningRate);
    this.draft.push({ cover: node.h * this.space.rules.hessianUnit, value, split: undefined, left: 0 });
    return { ...node, number: this.draft.length - 1 };
  }

  private close({ number, begin, end, slot }: OpenNode): void {
    this.release(slot);
    this.leaves.push({ begin, end, value: this.draft[number]!.value });
  }

  private release(slot: number): void {
    if (slot >= 0) this.freeSlots.push(slot);
  }
}

/** A node to sum, and its sibling if that is to be had by subtraction. */
type Searched = readonly [built: OpenNode, rest: OpenNode | undefined];
interface Division {
  readonly searched: readonly Searched[];
  readonly left: OpenNode;
  readonly right: OpenNode;
}

function leftRowsOf(space: TrainingSpace, blocks: Blocks, nodes: number): Float64Array {
  const rows = new Float64Array(nodes);
  for (let block = 0; block * BLOCK < blocks.length; block++) rows[blocks[block * BLOCK]!]! += space.leftCounts[block]!;
  return rows;
}

function scatteringOf(
  space: TrainingSpace,
  blocks: Blocks,
  batch: readonly OpenNode[],
  leftRows: Float64Array,
  divisions: readonly Division[],
): Scattering {
  const count = blocks.length / BLOCK;
  const leftTo = new Int32Array(count);
  const rightTo = new Int32Array(count);
  const nextLeft = batch.map(({ begin }) => begin);
  const nextRight = batch.map(({ begin }, i) => begin + leftRows[i]!);
  for (let block = 0; block < count; block++) {
    const node = blocks[block * BLOCK]!;
    const left = space.leftCounts[block]!;
    leftTo[block] = nextLeft[node]!;
    rightTo[block] = nextRight[node]!;
    nextLeft[node]! += left;
    nextRight[node]! += blocks[block * BLOCK + 2]! - blocks[block * BLOCK + 1]! - left;
  }
  const ordered = Uint8Array.from(divisions, ({ searched, left, right }) => {
    const built = new Set(searched.map(([node]) => node));
    return (built.has(left) ? 1 : 0) + (built.has(right) ? 2 : 0);
  });
  return { leftTo, rightTo, ordered };
}
