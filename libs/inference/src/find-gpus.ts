/**
 * Whether there is a GPU at all, by what the system shows of it: no library is loaded, nothing is started. Whether it can be used is
 * found out by using it.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Device } from './device.js';

export interface SystemView {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names in a folder; none where it can't be read. */
  readonly namesIn: (folder: string) => readonly string[];
}

/** In the order in which they are to be tried. */
export function findGpus(system: SystemView = HERE): Device[] {
  const isNvidia = hasNvidia(system) && !isHidden(system);
  return [...(isNvidia ? (['cuda'] as const) : []), ...(isNvidia || hasOther(system) ? (['webgpu'] as const) : [])];
}

const HERE: SystemView = {
  platform: process.platform,
  env: process.env,
  namesIn: (folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};

/** The driver's device files, or that of Windows' GPU within Linux there; on Windows the driver's library. */
function hasNvidia({ platform, env, namesIn }: SystemView): boolean {
  if (platform === 'linux') return namesIn('/dev').some((name) => /^(?:nvidia\d+|dxg)$/.test(name));
  return (
    platform === 'win32' &&
    namesIn(join(env['SystemRoot'] ?? 'C:\\Windows', 'System32')).some((name) => name.toLowerCase() === 'nvcuda.dll')
  );
}

function isHidden({ env }: SystemView): boolean {
  return ['', '-1'].includes(env['CUDA_VISIBLE_DEVICES'] ?? '0');
}

/** What draws on Linux; every Mac has one. Windows has a drawn-by-the-processor one everywhere, so there it has to be asked for. */
function hasOther({ platform, namesIn }: SystemView): boolean {
  return (
    platform === 'darwin' || (platform === 'linux' && namesIn('/dev/dri').some((name) => /^renderD\d+$/.test(name)))
  );
}
