import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { usageBetween, usageOf } from './process-usage.js';

describe.runIf(existsSync('/proc/self/stat'))('process usage', () => {
  it('a busy child of a process → its CPU time and memory are seen, under its own name', async () => {
    const busy = 'console.log(1); const end = Date.now() + 600; while (Date.now() < end); setTimeout(() => {}, 20000)';
    const parent = spawn('sh', ['-c', `"${process.execPath}" -e '${busy}' & wait`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      await once(parent.stdout, 'data');
      const before = usageOf(parent.pid);
      const deadline = Date.now() + 4000;
      let rows = usageBetween(before, usageOf(parent.pid));
      while ((rows[0]?.cpuSeconds ?? 0) < 0.1 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        rows = usageBetween(before, usageOf(parent.pid));
      }
      expect(rows.map(({ processes }) => processes).reduce((sum, count) => sum + count)).toBe(2);
      expect(rows[0]!.name).toMatch(/^node/);
      expect(rows[0]!.cpuSeconds).toBeGreaterThanOrEqual(0.1);
      expect(rows[0]!.residentMiB).toBeGreaterThan(10);
      for (const { pid } of usageOf(parent.pid).filter(({ pid }) => pid !== parent.pid)) process.kill(pid);
    } finally {
      parent.kill();
    }
  });

  it('no process → nothing', () => {
    expect(usageOf(undefined)).toEqual([]);
  });
});
