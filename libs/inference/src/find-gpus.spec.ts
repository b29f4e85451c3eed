import { describe, expect, it } from 'vitest';
import { devicesOf } from './device.js';
import { findGpus, type SystemView } from './find-gpus.js';

function system(
  platform: NodeJS.Platform,
  folders: Readonly<Record<string, readonly string[]>> = {},
  env: SystemView['env'] = {},
): SystemView {
  return { platform, env, namesIn: (folder) => folders[folder] ?? [] };
}

const NVIDIA = { '/dev': ['null', 'nvidia3', 'nvidiactl', 'nvidia-uvm'] };

describe('findGpus', () => {
  it.each<[string, SystemView, string[]]>([
    ['Linux without one', system('linux', { '/dev': ['null', 'nvidiactl', 'nvidia-uvm'], '/dev/dri': ['card0'] }), []],
    ['an NVIDIA driver with a device', system('linux', NVIDIA), ['cuda', 'webgpu']],
    ['Windows’ GPU within Linux', system('linux', { '/dev': ['dxg'] }), ['cuda', 'webgpu']],
    ['one that only draws', system('linux', { '/dev/dri': ['renderD128'] }), ['webgpu']],
    ['one that is hidden', system('linux', NVIDIA, { CUDA_VISIBLE_DEVICES: '' }), []],
    ['one that is hidden by a number', system('linux', NVIDIA, { CUDA_VISIBLE_DEVICES: '-1' }), []],
    ['one of several', system('linux', NVIDIA, { CUDA_VISIBLE_DEVICES: '3' }), ['cuda', 'webgpu']],
    ['a Mac', system('darwin'), ['webgpu']],
    ['Windows', system('win32'), []],
  ])('%s → %j', (_, view, found) => {
    expect(findGpus(view)).toEqual(found);
  });

  it('here → an answer, whatever there is', () => {
    expect(['cuda', 'webgpu']).toEqual(expect.arrayContaining(findGpus()));
  });
});

describe('devicesOf', () => {
  it('auto → what was found, then the processor; by name → that one, found or not', () => {
    expect(devicesOf('auto', [])).toEqual(['cpu']);
    expect(devicesOf('auto', ['cuda', 'webgpu'])).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(devicesOf('cuda', [])).toEqual(['cuda', 'cpu']);
    expect(devicesOf('cpu', ['cuda'])).toEqual(['cpu']);
  });
});
