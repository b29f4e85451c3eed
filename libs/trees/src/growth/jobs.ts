/** The work that threads share out among themselves: a job is many tasks, numbered from 0, that may run in any order. */
import { cutColumn, fillTile, type BinningSpace } from '../binning/binning-space.js';
import type { Tile } from '../binning/tiles.js';
import type { BinTree } from './bin-tree.js';
import { BLOCK, type Blocks } from './blocks.js';
import { evaluateTile, type Family } from './evaluate.js';
import { addLeaf, addTree, addTreeToValidation, orderGradients } from './gradients.js';
import { partBlock, scatterBlock, type Parting, type Scattering } from './partition.js';
import type { TrainingSpace } from './training-space.js';

export interface Spaces {
  readonly binning?: BinningSpace | undefined;
  readonly training?: TrainingSpace;
}

export type Job =
  | { readonly kind: 'cut' }
  | { readonly kind: 'fill'; readonly of: 'training' | 'validation'; readonly tiles: readonly Tile[] }
  | { readonly kind: 'order'; readonly blocks: Blocks }
  | { readonly kind: 'part'; readonly blocks: Blocks; readonly partings: readonly Parting[] }
  | { readonly kind: 'scatter'; readonly blocks: Blocks; readonly scattering: Scattering }
  | { readonly kind: 'evaluate'; readonly families: readonly Family[]; readonly used: Uint8Array }
  | { readonly kind: 'add-leaves'; readonly blocks: Blocks; readonly values: Float64Array }
  | {
      readonly kind: 'add-tree';
      readonly of: 'training' | 'validation';
      readonly blocks: Blocks;
      readonly tree: BinTree;
    };

export function performTask(spaces: Spaces, job: Job, task: number): void {
  switch (job.kind) {
    case 'cut':
      return cutColumn(spaces.binning!, task);
    case 'fill':
      return fillTile(spaces.binning!, job.tiles[task]!, job.of);
    case 'evaluate': {
      const space = spaces.training!;
      const family = job.families[Math.floor(task / space.tiles.length)]!;
      return evaluateTile(space, family, task % space.tiles.length, job.used);
    }
    case 'part':
      return partBlock(spaces.training!, job.partings, job.blocks, task);
    case 'scatter':
      return scatterBlock(spaces.training!, job.blocks, job.scattering, task);
    case 'order':
      return orderGradients(spaces.training!, job.blocks[task * BLOCK + 1]!, job.blocks[task * BLOCK + 2]!);
    case 'add-leaves': {
      const [owner, begin, end] = job.blocks.subarray(task * BLOCK, task * BLOCK + BLOCK);
      return addLeaf(spaces.training!, begin!, end!, job.values[owner!]!);
    }
    case 'add-tree': {
      const [, begin, end] = job.blocks.subarray(task * BLOCK, task * BLOCK + BLOCK);
      const add = job.of === 'training' ? addTree : addTreeToValidation;
      return add(spaces.training!, begin!, end!, job.tree);
    }
  }
}
