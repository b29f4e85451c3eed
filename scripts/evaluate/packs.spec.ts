import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFeatures } from '#features';
import { readTextFiles } from '#kernel';
import { DEFAULT_PARAMETERS } from '#trees';
import { readMapping } from '../replay/mapping.js';
import { readWeeks } from './evaluate-options.js';
import { readEvaluationFile } from './evaluation-file.js';

const packs = readdirSync('packs').filter((pack) => existsSync(join('packs', pack, 'evaluation.yaml')));

describe('packs that can be evaluated', () => {
  it('the ones for public data sets, and the one that tenants begin with', () =>
    expect(packs).toEqual(['card-payments', 'handbook', 'sparkov']));

  it.each(packs)('%s: features, mapping and evaluation are valid', (pack) => {
    const { time_zone, weeks, parameters } = readEvaluationFile(join('packs', pack, 'evaluation.yaml'));
    const plan = readFeatures(readTextFiles(join('packs', pack, 'features'), /\.ya?ml$/, pack), {
      timeZone: time_zone,
    });
    expect(plan.features.length).toBeGreaterThan(40);
    const mapping = join('packs', pack, 'mapping.yaml');
    const isMapped = existsSync(mapping);
    expect(isMapped ? readMapping(mapping).pack : pack).toBe(pack);
    // Of a data set the dates are known; of an archive they are those that it has.
    expect(weeks !== undefined).toBe(isMapped);
    expect(readWeeks(weeks ?? '1', pack).last).toBeGreaterThan(0);
    for (const name of Object.keys(parameters)) expect(DEFAULT_PARAMETERS).toHaveProperty(name);
  });
});
