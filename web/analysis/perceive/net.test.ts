import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadOrt } from '../infer/ort.ts';
import { openNet, sessionsHeld, type NetOptions } from './net.ts';
import { noteLost, type Ability } from './rungs.ts';

vi.mock('../infer/ort.ts', () => ({ loadOrt: vi.fn(), forgetBinary: vi.fn() }));
vi.mock(import('./rungs.ts'), async (original) => ({ ...(await original()), noteLost: vi.fn(async () => undefined) }));

beforeEach(() => {
  vi.clearAllMocks();
  vi.spyOn(console, 'warn').mockReturnValue();
});

/** A runtime whose sessions are made so. */
function runtime(create: () => Promise<unknown>): void {
  const ort = { env: { wasm: { numThreads: 3 } }, InferenceSession: { create } };
  vi.mocked(loadOrt).mockResolvedValue(ort as unknown as Awaited<ReturnType<typeof loadOrt>>);
}
const options = (ability: Ability): NetOptions => ({
  asset: async () => new Uint8Array(),
  signal: new AbortController().signal,
  ability: async () => ability,
});
const THREE: Ability = { webgpu: false, threads: 3, lost: [] };
const ONE: Ability = { webgpu: false, threads: 1, lost: [] };
/** What onnxruntime-common says when its only backend does not stand. */
const NO_BACKEND = new Error('no available backend found. ERR: [wasm] RuntimeError: worker sent an error!');

describe('a network on WASM', () => {
  it('whose threads do not start gives the worker up, and remembers it', async () => {
    runtime(() => Promise.reject(NO_BACKEND));
    await expect(openNet(new Uint8Array(), options(THREE))).rejects.toMatchObject({ failure: { code: 'worker_lost' } });
    expect(noteLost).toHaveBeenCalledWith('threads');
  });

  it('on one thread has no rung below: the network fails, and the others go on', async () => {
    runtime(() => Promise.reject(NO_BACKEND));
    await expect(openNet(new Uint8Array(), options(ONE))).rejects.toBe(NO_BACKEND);
    expect(noteLost).not.toHaveBeenCalled();
  });

  it('that the runtime refuses costs no threads', async () => {
    const refused = new Error("Can't create a session. ERROR_CODE: 7, ERROR_MESSAGE: Failed to load model");
    runtime(() => Promise.reject(refused));
    await expect(openNet(new Uint8Array(), options(THREE))).rejects.toBe(refused);
    expect(noteLost).not.toHaveBeenCalled();
  });

  it('says on how many threads it runs, and is released once', async () => {
    const release = vi.fn(async () => undefined);
    runtime(async () => ({ inputNames: ['input'], outputNames: ['out'], release }));
    const net = await openNet(new Uint8Array(), options(THREE));
    expect([net.rung, net.threads, sessionsHeld()]).toEqual(['wasm', 3, 1]);
    await net.close();
    await net.close();
    expect([release.mock.calls.length, sessionsHeld()]).toEqual([1, 0]);
  });
});
