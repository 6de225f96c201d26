import { beforeEach, describe, expect, it, vi } from 'vitest';
import { raced } from './net-race.ts';
import type { Net } from './net.ts';

const GAIN = { name: 'faces', shape: [1, 2, 2, 3] };
let closed: string[];
let now: number;
beforeEach(() => {
  closed = [];
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

/** A network whose runs take so long and answer so. */
function net(rung: Net['rung'], ms: number, answer = 1, breaksAt = Infinity): Net {
  let runs = 0;
  return {
    rung,
    threads: 1,
    inputs: ['input'],
    outputs: ['out'],
    run: async () => {
      now += ms;
      if (++runs > breaksAt) throw new Error('device lost');
      return { out: { data: Float32Array.of(answer, -10), shape: [2] } };
    },
    close: async () => void closed.push(rung),
  };
}
const race = (gpu: Net, again = net('wasm', 20)) =>
  raced(net('wasm', 20), GAIN, new AbortController().signal, { webgpu: async () => gpu, wasm: async () => again });

describe('a network on WebGPU against itself on WASM', () => {
  it('stays on WebGPU when it is faster and gives the same', async () => {
    const won = await race(net('webgpu', 5, 1.001));
    expect([won.rung, closed]).toEqual(['webgpu', ['wasm']]);
  });

  it('is given up when it is slower', async () => {
    await expect(race(net('webgpu', 30))).rejects.toThrow('WebGPU takes');
    expect(closed).toEqual(['webgpu']);
  });

  it('is given up when it gives something else, however fast', async () => {
    await expect(race(net('webgpu', 1, 1.2))).rejects.toThrow('something else');
    expect(closed).toEqual(['webgpu']);
  });

  it('a device lost on the way costs the rung and not the look', async () => {
    const won = await race(net('webgpu', 1, 1, 2), net('wasm', 20, 7));
    expect((await won.run({})).out?.data[0]).toBe(7);
    expect([won.rung, closed]).toEqual(['wasm', ['wasm', 'webgpu']]);
  });
});
