/**
 * Plays every conformance case of a folder, however deep its files lie, and says which come out otherwise.
 * `npm run conformance -- DIR [FILTER]`; FILTER is a part of the ids of the cases to play.
 */
import process, { argv } from 'node:process';
import { type ConformanceCase, skipOf, stepOf } from './conformance-case.js';
import { judgeCase } from './judge-case.js';
import { CaseFileError, caseFilesIn, readCases } from './read-cases.js';
import { sequenceText } from './sequence-text.js';

const [dir, filter = ''] = argv.slice(2);
if (dir === undefined) console.error('usage: npm run conformance -- DIR [FILTER]');
process.exitCode = dir === undefined ? 1 : runFolder(dir);

/** @returns the exit code */
function runFolder(folder: string): number {
  const total = { passed: 0, failed: 0, 'not counted': 0 };
  let unreadable = 0;
  for (const name of orReport(() => caseFilesIn(folder)) ?? []) {
    const file = orReport(() => readCases(folder, name));
    if (!file) unreadable++;
    for (const one of file?.cases ?? []) {
      if (!one.id.includes(filter)) continue;
      const { result, reasons } = judgeCase(one);
      total[result]++;
      if (result !== 'passed') console.log(`${name}: ${one.id}: ${result}\n${described(one, reasons)}`);
    }
  }
  const played = total.passed + total.failed + total['not counted'];
  if (played === 0)
    console.error(`${folder}: no case was played${filter === '' ? '' : ` whose id contains ${filter}`}`);
  if (total['not counted'] > 0) console.log(`${total['not counted']} not counted`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || unreadable > 0 || played === 0 ? 1 : 0;
}

function orReport<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CaseFileError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

/** What one needs to see where a case went wrong; conditions are those of the stages, by name. */
function described(one: ConformanceCase, reasons: readonly string[]): string {
  const { stages, within, withinType, skip } = one.pattern;
  const { kind, ...target } = skipOf(one);
  const window = within === undefined || withinType === 'previousToCurrent' ? '' : `   within ${within} ms`;
  const skipping = skip === undefined ? '' : `   skip ${kind}${'step' in target ? `(${target.step})` : ''}`;
  const events = one.events.map(({ t, ...fields }, i) => `${i}@${t} ${JSON.stringify(fields)}`);
  const watermarks = (one.watermarks ?? []).map(({ after, t }, i) => `w${i} after ${after}: ${t}`);
  const lines = [
    `pattern  ${sequenceText(stages.map(stepOf))}${window}${skipping}`,
    ...conditionLines(stages),
    ...events.map((line, i) => `${i === 0 ? 'events   ' : '         '}${line}`),
    ...(watermarks.length > 0 ? [`times    ${watermarks.join(', ')}`] : []),
    ...reasons,
  ];
  return lines.map((line) => `    ${line}`).join('\n');
}

function conditionLines(stages: ConformanceCase['pattern']['stages']): string[] {
  return stages.flatMap(({ name, where, until, group }) => [
    ...(where === undefined ? [] : [`         ${name}: ${where}`]),
    ...(until === undefined ? [] : [`         until of ${name}: ${until}`]),
    ...(group ? conditionLines(group) : []),
  ]);
}
