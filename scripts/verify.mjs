// `npm run verify`: every check that needs no server. Runs them all, so that one failure doesn't hide the next.
import { spawnSync } from 'node:child_process';

const steps = [
  'check:format',
  'check:lint',
  'check:types',
  'check:imports',
  'check:dead',
  'check:contracts',
  'test:unit',
];
const failed = [];
for (const step of steps) {
  console.log(`\n── ${step}`);
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' });
  if (status !== 0) failed.push(step);
}
if (failed.length > 0) {
  console.error(`\nverify: failed: ${failed.join(', ')}`);
  process.exit(1);
}
console.log('\nverify: all checks passed');
