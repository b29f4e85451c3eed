export const DEVICES = ['cpu', 'cuda', 'webgpu'] as const;
/** What a model runs on. */
export type Device = (typeof DEVICES)[number];
/** `auto`: a GPU where there is one that works, else the processor. */
export type DeviceWish = Device | 'auto';

/** In the order in which they are tried; the processor always works. @param found for `auto` (`findGpus`) */
export function devicesOf(wish: DeviceWish, found: readonly Device[]): Device[] {
  if (wish === 'auto') return [...found, 'cpu'];
  return wish === 'cpu' ? ['cpu'] : [wish, 'cpu'];
}
