// `npm test`: verify, then build, then the tests that start real servers. Ends with one line: N passed, N failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'caracal-test-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

for (const check of [
  'check:format',
  'check:lint',
  'check:types',
  'check:imports',
  'check:dead',
  'check:contracts',
  'check:k8s',
  'check:compose',
  'build',
])
  step(check);
for (const project of ['unit', 'integration', 'e2e']) tests(project);

rmSync(scratch, { recursive: true, force: true });
if (failures.length > 0) console.error(`\nfailed: ${failures.join(', ')}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(totals.failed > 0 ? 1 : 0);

/** One npm script counts as one check. */
function step(script) {
  console.log(`\n── ${script}`);
  const { status } = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit' });
  if (status === 0) totals.passed++;
  else {
    totals.failed++;
    failures.push(script);
  }
}

function tests(project) {
  console.log(`\n── test:${project}`);
  const report = join(scratch, `${project}.json`);
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const { status } = spawnSync('npx', args, { stdio: 'inherit' });
  const before = totals.failed;
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += counts.numPassedTests;
    totals.failed += counts.numFailedTests;
    totals.skipped += counts.numPendingTests + counts.numTodoTests;
  } catch {
    // No report: the runner itself broke, which its exit status says below.
  }
  if (status !== 0 && totals.failed === before) totals.failed++;
  if (status !== 0) failures.push(`test:${project}`);
}
