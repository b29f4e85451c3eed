// What nobody should have to say in a review: rules about the files of the repository themselves.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ALL_TOPICS } from '#contracts';
import { allSections, render, type Section } from './harness/settings.js';

const LINES_MAX = 400;
/** Files that may be longer, and by how much. Entries go and numbers fall; neither is added to. */
const LONGER: Readonly<Record<string, number>> = {
  'apps/cases/src/console/console.integration.spec.ts': 650,
  'apps/console/src/styles/case.css': 600,
  'apps/console/src/styles/lists.css': 500,
  'apps/verification/src/verification.integration.spec.ts': 500,
  'libs/contracts/src/http/console-api.ts': 500,
};

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const written = files.filter((file) => !file.includes('/generated/') && file !== 'package-lock.json');
const sources = written.filter((file) => /\.(?:[cm]?ts|tsx|[cm]?js|css)$/.test(file));
const texts = written.filter((file) =>
  /\.(?:[cm]?ts|tsx|[cm]?js|css|md|ya?ml|json|html|svg|xml)$|(?:^|\/)[^.]+$/.test(file),
);
const documents = written.filter((file) => file.endsWith('.md'));

const read = (file: string): string => readFileSync(file, 'utf8');

describe('settings', () => {
  it('.env.example: every setting of every schema with its default and description, and nothing else', async () => {
    await expect(render(await allSections())).toMatchFileSnapshot('../.env.example');
  });

  it('every setting: says what it is', async () => {
    const silent = settingsOf(await allSections()).filter(({ description }) => description === '');
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('variables that code reads by itself: declared', async () => {
    const known = new Set(settingsOf(await allSections()).map(({ name }) => name));
    // Of the operating system, of npm and of drivers, not of Caracal.
    const foreign = new Set(['PATH', 'HOME', 'CI', 'INIT_CWD', 'CUDA_VISIBLE_DEVICES']);
    const running = sources.filter((file) => /^(?:apps|libs|scripts|bench|packs)\//.test(file) && !isTest(file));
    const undeclared = running.flatMap((file) =>
      [...read(file).matchAll(/\benv(?:\.|\[')([A-Z][A-Z0-9_]+)/g)]
        .map(([, name]) => name!)
        .filter((name) => !known.has(name) && !foreign.has(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(undeclared).toEqual([]);
  });

  it('the Kubernetes config map: sets nothing that does not exist', async () => {
    const known = new Set(settingsOf(await allSections()).map(({ name }) => name));
    const { data } = parse(read('k8s/base/config.yaml')) as { data: Record<string, string> };
    expect(Object.keys(data).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('files', () => {
  it(`sources: at most ${LINES_MAX} lines, or what their entry allows`, () => {
    const long = sources
      .map((file) => [file, read(file).split('\n').length - 1] as const)
      .filter(([file, lines]) => lines > (LONGER[file] ?? LINES_MAX));
    expect(long).toEqual([]);
  });

  it('allowances for long files: only for files that need them', () => {
    const idle = Object.keys(LONGER).filter(
      (file) => !existsSync(file) || read(file).split('\n').length - 1 <= LINES_MAX,
    );
    expect(idle).toEqual([]);
  });

  it('promises to finish later: none', () => {
    // Letters in brackets, so that this file is not found.
    const later = /\b(?:T[O]DO|FIX[M]E|HA[C]K)\b/;
    expect(texts.filter((file) => later.test(read(file)))).toEqual([]);
  });

  it('paths outside the repository: none', () => {
    const outside = /\.\.\/share[d]\b|(?<![\w.])\/(?:wor[k]|home|root|Users)\//;
    expect(texts.filter((file) => outside.test(read(file)))).toEqual([]);
  });

  it('locked packages: pinned by their content, and from no other registry than the public one', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> };
    const locked = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
    const elsewhere = locked.filter(([, { resolved = NPM }]) => !resolved.startsWith(NPM));
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });
});

describe('documents', () => {
  it.each(documents)('%s: one title, on top', (file) => {
    const prose = read(file).replace(/^```[\s\S]*?^```/gm, '');
    expect(prose.match(/^# .+$/gm) ?? []).toHaveLength(1);
    expect(prose.trimStart()).toMatch(/^# /);
  });

  it('the architecture page: names every topic', () => {
    const page = read('docs/ARCHITECTURE.md');
    expect(ALL_TOPICS.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}
const NPM = 'https://registry.npmjs.org/';

function settingsOf(sections: readonly Section[]) {
  return sections.flatMap(({ settings }) => settings);
}

function isTest(file: string): boolean {
  return /\.spec\.tsx?$|\/testing\//.test(file);
}
