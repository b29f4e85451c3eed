import { SESSION_GAP_MS } from '#features';
import { CepSettings } from '../cep.settings.js';

export const SESSIONS = { gapMs: SESSION_GAP_MS, latenessMs: 3_600_000 };

/** Settings under which nothing happens by itself for a long time. */
export function settingsWith(some: Partial<CepSettings> = {}): CepSettings {
  return new CepSettings({
    checkpointMs: 600_000,
    stateBytesMax: 2 ** 30,
    dirtyEntitiesMax: 1_000_000,
    latenessMs: 3_600_000,
    outOfOrderMs: 5_000,
    idleMs: 10_000,
    ...some,
  });
}
