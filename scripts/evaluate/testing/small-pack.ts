/** A pack of a few features over the simulator's rows, in a folder of its own. */
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handbookFixture } from '../../replay/testing/handbook-fixture.js';

const EVALUATION = `
weeks_from: 2025-04-02
weeks: 3..4
learn_from: 2025-04-03
leave_out_known_days: 14
parameters: { trees: 20, maxDepth: 3, minChildWeight: 0.5 }
`;

const FEATURES = `
features:
  - { feature: amount, value: event.amount, unit: minor }
  - { feature: customer_z, by: account, aggregate: zscore, of: event.amount, window: ever }
  - { feature: customer_count_1d, by: account, aggregate: count, window: 1d }
  - { feature: customer_frauds, by: account, aggregate: count, source: labels, where: label.fraud, window: 60d }
  - { feature: terminal_frauds, by: merchant, aggregate: count, source: labels, where: label.fraud, window: 60d }
  - { feature: terminal_fraud_share, by: merchant, aggregate: ratio, source: labels, where: label.fraud, window: 30d, delay: 7d }
`;

export interface SmallPack {
  readonly folder: string;
  readonly data: string;
  /** The rows, without the header. */
  readonly rows: readonly string[];
  /** The data with other rows, in a file of its own. */
  with(rows: readonly string[]): string;
}

export function smallPack(count: number): SmallPack {
  const folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
  mkdirSync(join(folder, 'features'));
  copyFileSync(join('packs', 'handbook', 'mapping.yaml'), join(folder, 'mapping.yaml'));
  writeFileSync(join(folder, 'evaluation.yaml'), EVALUATION);
  writeFileSync(join(folder, 'features', 'features.yaml'), FEATURES);
  const [header = '', ...rows] = handbookFixture(count).trimEnd().split('\n');
  let files = 0;
  const write = (lines: readonly string[]): string => {
    const path = join(folder, `rows-${files++}.csv`);
    writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
    return path;
  };
  return { folder, data: write(rows), rows, with: write };
}
