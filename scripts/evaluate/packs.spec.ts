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
  it('the ones for public data sets', () => expect(packs).toEqual(['handbook', 'sparkov']));

  it.each(packs)('%s: features, mapping and evaluation are valid', (pack) => {
    const { time_zone, weeks, parameters } = readEvaluationFile(join('packs', pack, 'evaluation.yaml'));
    const plan = readFeatures(readTextFiles(join('packs', pack, 'features'), /\.ya?ml$/, pack), {
      timeZone: time_zone,
    });
    expect(plan.features.length).toBeGreaterThan(40);
    expect(readMapping(join('packs', pack, 'mapping.yaml')).pack).toBe(pack);
    expect(readWeeks(weeks, pack).last).toBeGreaterThan(0);
    for (const name of Object.keys(parameters)) expect(DEFAULT_PARAMETERS).toHaveProperty(name);
  });
});
