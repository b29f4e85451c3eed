/** CPU and memory of a process and all its descendants, from /proc (Linux); empty where there is none. */
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessUsage {
  readonly pid: number;
  readonly name: string;
  readonly cpuSeconds: number;
  /** Resident memory; of PostgreSQL's backends the proportional share, because they map the same buffers. */
  readonly residentMiB: number;
}

export interface UsageRow {
  readonly name: string;
  readonly processes: number;
  readonly cpuSeconds: number;
  readonly residentMiB: number;
}

/** Linux reports CPU time in ticks of 10 ms on every platform that Node supports. */
const TICKS_PER_SECOND = 100;

export function usageOf(rootPid: number | undefined): ProcessUsage[] {
  if (rootPid === undefined) return [];
  const stats = allStats();
  const family = new Set([rootPid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of stats) if (family.has(parent)) family.add(pid);
  }
  return stats
    .filter(({ pid }) => family.has(pid))
    .map(({ pid, cpuSeconds }) => ({ pid, cpuSeconds, ...describe(pid) }));
}

/** By name: CPU between the two snapshots, memory at the second. Processes that ended in between are left out. */
export function usageBetween(before: readonly ProcessUsage[], after: readonly ProcessUsage[]): UsageRow[] {
  const earlier = new Map(before.map((usage) => [usage.pid, usage.cpuSeconds]));
  const rows = new Map<string, UsageRow>();
  for (const { pid, name, cpuSeconds, residentMiB } of after) {
    const row = rows.get(name) ?? { name, processes: 0, cpuSeconds: 0, residentMiB: 0 };
    rows.set(name, {
      name,
      processes: row.processes + 1,
      cpuSeconds: row.cpuSeconds + cpuSeconds - (earlier.get(pid) ?? 0),
      residentMiB: row.residentMiB + residentMiB,
    });
  }
  return [...rows.values()].sort((a, b) => b.cpuSeconds - a.cpuSeconds);
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
}

function allStats(): Stat[] {
  return entries('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const text = read(`/proc/${entry}/stat`);
    if (text === '') return [];
    // The name, in parentheses, may hold spaces; what follows it doesn't. Fields are those of proc(5), from `state` on.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    return [{ pid: Number(entry), parent: Number(fields[1]), cpuSeconds }];
  });
}

function describe(pid: number): { name: string; residentMiB: number } {
  const args = read(`/proc/${pid}/cmdline`).split('\0');
  const script = args.find((arg) => /\.m?js$/.test(arg));
  if (script !== undefined) return { name: nameOfScript(script), residentMiB: memoryMiB(pid, 'status', 'VmRSS') };
  const name = (args[0] ?? '').replace(/^.*\//, '').replace(/[: ].*$/, '');
  if (name.startsWith('postgres')) {
    const shared = memoryMiB(pid, 'smaps_rollup', 'Pss');
    return { name: 'postgres', residentMiB: shared || memoryMiB(pid, 'status', 'VmRSS') };
  }
  return { name: name || `pid ${pid}`, residentMiB: memoryMiB(pid, 'status', 'VmRSS') };
}

/** dist/apps/scoring/src/main.js → scoring. */
function nameOfScript(path: string): string {
  return /apps\/([^/]+)\//.exec(path)?.[1] ?? path.replace(/^.*\//, '');
}

function memoryMiB(pid: number, file: 'status' | 'smaps_rollup', field: string): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(read(`/proc/${pid}/${file}`));
  return line ? Number(line[1]) / 1024 : 0;
}

function entries(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended, or its details are not for us.
    return '';
  }
}
