export const DEVICES = ['cpu', 'cuda', 'webgpu'] as const;
/** What a model runs on. */
export type Device = (typeof DEVICES)[number];
/** `auto`: a GPU where there is one that works, else the processor. */
export type DeviceWish = Device | 'auto';

/** In the order in which they are tried; the processor always works. */
export function devicesOf(wish: DeviceWish): Device[] {
  if (wish === 'auto') return ['cuda', 'webgpu', 'cpu'];
  return wish === 'cpu' ? ['cpu'] : [wish, 'cpu'];
}
