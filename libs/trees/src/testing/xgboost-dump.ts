/** A model that XGBoost has dumped as JSON, as one of ours: both split by `x < threshold` in float32. */
import type { TreeModel } from '../tree-model.js';

export interface XgboostFixture {
  /** How the file was made. */
  readonly origin: string;
  readonly features: readonly string[];
  readonly trees: readonly DumpedNode[];
  /** Missing values are null. */
  readonly rows: readonly {
    readonly row: readonly (number | null)[];
    readonly margin: number;
    /** By feature, then the expected margin. */
    readonly contributions: readonly number[];
  }[];
}

interface DumpedNode {
  readonly nodeid: number;
  readonly split?: string;
  readonly split_condition?: number;
  readonly yes?: number;
  readonly missing?: number;
  readonly leaf?: number;
  readonly cover: number;
  readonly children?: readonly DumpedNode[];
}

export function modelOfXgboostDump({ features, trees }: XgboostFixture): TreeModel {
  const feature: number[] = [];
  const value: number[] = [];
  const left: number[] = [];
  const missingLeft: number[] = [];
  const cover: number[] = [];
  const treeStart = [0];
  for (const root of trees) {
    const queue = [root];
    const begin = feature.length;
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i]!;
      feature.push(node.split === undefined ? -1 : features.indexOf(node.split));
      value.push(node.leaf ?? node.split_condition!);
      left.push(node.children ? begin + queue.length : 0);
      missingLeft.push(node.missing === node.yes ? 1 : 0);
      cover.push(node.cover);
      queue.push(...(node.children ?? []).toSorted((a) => (a.nodeid === node.yes ? -1 : 1)));
    }
    treeStart.push(feature.length);
  }
  const none = new Uint32Array(feature.length);
  return {
    features: features.map((name) => ({ name, kind: 'number' })),
    baseMargin: 0,
    treeStart: Uint32Array.from(treeStart),
    nodes: {
      feature: Int32Array.from(feature),
      value: Float32Array.from(value),
      left: Uint32Array.from(left),
      missingLeft: Uint8Array.from(missingLeft),
      setStart: none,
      setWords: none,
      sets: new Uint32Array(0),
      gain: new Float32Array(feature.length),
      cover: Float32Array.from(cover),
    },
    calibration: { kind: 'none' },
  };
}
