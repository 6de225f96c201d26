import { describe, expect, test } from 'vitest';
import type { Account, Vote } from '#core/flow.ts';
import { FORM_NAMES, WORDS_SET } from '#core/features/words.ts';
import { aLeaf, anAccount, aReachModel } from '#core/invented-cases.ts';
import { holdVote } from '#core/scoring/hold.ts';
import type { HoldModel, ReachModel, TextMember } from '#core/scoring/model-files.ts';
import { reachVote } from '#core/scoring/reach.ts';
import { failureKey, probe, type Device, type DeviceMemory } from './device.ts';
import { Ladder, type OpenRuntime } from './ladder.ts';
import { plainHold } from './plain.ts';
import type { Runtime } from './runtime.ts';

const words: TextMember = {
  vocabulary: ['cat', 'falls'],
  idf: [1, 1],
  weights: [0.25, -0.125],
  letters: 0,
  shape: FORM_NAMES.map((name) => ({ name, mean: 0, scale: 1, weight: 0 })),
  intercept: 0.5,
};
const hold: HoldModel = {
  model: 'hold',
  version: '0.0.1',
  featureSet: WORDS_SET,
  members: { words, shown: null },
  cases: [
    {
      have: 'caption',
      line: null,
      intercept: 0,
      words: 1,
      shown: 0,
      conformal: { levels: [0.1, 0.9], bands: [] },
    },
  ],
};
const draft = { caption: 'cat falls', shown: '' };
const inputs = { draft, features: { values: {} }, account: null satisfies Account | null };
const votes = [holdVote(hold, draft)].filter((vote): vote is Vote => vote !== null);
const able: Device = { withoutWebgpu: null, simd: true, wasm: true };
const never = new AbortController().signal;

/** The plain runtime under another name, `off` by so much. */
const runtime = (rung: 'webgpu' | 'wasm', off = 0, closed: string[] = []): Runtime => ({
  ...plainHold(hold),
  name: 'tfjs',
  rung,
  async run(given) {
    const { words_dot: answer } = await plainHold(hold).run(given);
    return { words_dot: { data: Float32Array.of((answer?.data[0] ?? 0) + off), shape: [1, 1] } };
  },
  close: async () => void closed.push(rung),
});

function memoryOf(failed: string[] = []): DeviceMemory & { failed: string[] } {
  const memory = {
    failed,
    read: async () => memory.failed,
    write: async (now: readonly string[]) => void (memory.failed = [...now]),
  };
  return memory;
}

const ladder = (open: OpenRuntime, memory = memoryOf(), device = able, patienceMs = 1000): Ladder =>
  new Ladder({ hold, reach: null }, { device: async () => device, memory, open, patienceMs });

describe('the ladder', () => {
  test('the best rung that gives the plain answer vouches for it, and no number changes', async () => {
    const { votes: confirmed, rung, steps } = await ladder(async (_, r) => runtime(r)).confirm(votes, inputs, never);
    expect(confirmed).toEqual(votes.map((vote) => ({ ...vote, rung: 'webgpu' })));
    expect([rung, steps]).toEqual(['webgpu', []]);
  });

  test('a rung that answers something else is left, remembered and named', async () => {
    const memory = memoryOf();
    const closed: string[] = [];
    const on = ladder(async (_, r) => runtime(r, r === 'webgpu' ? 0.01 : 0, closed), memory);
    const { rung, steps } = await on.confirm(votes, inputs, never);
    expect(rung).toBe('wasm');
    expect(steps).toMatchObject([
      { model: 'hold', rung: 'webgpu', why: 'differs', difference: expect.closeTo(0.01, 5) },
    ]);
    expect(memory.failed).toEqual([failureKey('hold', 'webgpu')]);
    expect(closed).toEqual(['webgpu']);
    expect((await on.confirm(votes, inputs, never)).steps).toEqual([]);
  });

  test('an answer that is no number is no answer', async () => {
    const { rung } = await ladder(async (_, r) => runtime(r, NaN)).confirm(votes, inputs, never);
    expect(rung).toBe('plain');
  });

  test('offline nothing can be opened: the plain answer stands, and the next time is not spoilt', async () => {
    const memory = memoryOf();
    let online = false;
    const on = ladder(async (_, r) => {
      if (!online) throw new TypeError('Failed to fetch');
      return runtime(r);
    }, memory);
    const { votes: confirmed, rung, steps } = await on.confirm(votes, inputs, never);
    const left = [
      { rung: 'webgpu', why: 'unavailable' },
      { rung: 'wasm', why: 'unavailable' },
    ];
    expect(confirmed).toEqual(votes.map((vote) => ({ ...vote, left })));
    expect(rung).toBe('plain');
    expect(steps.map(({ why }) => why)).toEqual(['unavailable', 'unavailable']);
    expect(memory.failed).toEqual([]);
    online = true;
    expect((await on.confirm(votes, inputs, never)).rung).toBe('webgpu');
  });

  test('a graphics device lost in mid-run leads one rung down', async () => {
    const open: OpenRuntime = async (_, r, { onLost }) => ({
      ...runtime(r),
      async run(given) {
        if (r === 'webgpu') {
          onLost();
          throw new Error('device lost');
        }
        return runtime(r).run(given);
      },
    });
    const { rung, steps } = await ladder(open).confirm(votes, inputs, never);
    expect(rung).toBe('wasm');
    expect(steps[0]).toMatchObject({ rung: 'webgpu', why: 'device_lost' });
  });

  test('a runtime that hangs is waited for no longer than said', async () => {
    const open: OpenRuntime = (_, r) => (r === 'webgpu' ? new Promise(() => undefined) : Promise.resolve(runtime(r)));
    const { rung, steps } = await ladder(open, memoryOf(), able, 20).confirm(votes, inputs, never);
    expect(rung).toBe('wasm');
    expect(steps[0]?.why).toBe('too_slow');
  });

  test('cancelling ends the wait', async () => {
    const stop = new AbortController();
    const waiting = ladder(() => new Promise(() => undefined)).confirm(votes, inputs, stop.signal);
    stop.abort(new DOMException('cancelled', 'AbortError'));
    await expect(waiting).rejects.toThrow('cancelled');
  });

  test('of reach the network alone is multiplied on WebGPU, trees and network on WASM; without a network only WASM is asked', async () => {
    const account = anAccount([100, 1000], 500);
    const features = { set: '', missing: {}, values: { x: 3 } };
    const asked: string[] = [];
    const confirm = async (reach: ReachModel, answers: Readonly<Record<string, number>>) => {
      asked.length = 0;
      const vote = reachVote(reach, features, account);
      const on = new Ladder(
        { hold: null, reach },
        {
          device: async () => able,
          memory: memoryOf(),
          open: async (_, rung) => ({
            ...runtime(rung),
            async run(given) {
              asked.push(`${rung}: ${Object.keys(given).join()}`);
              const [name, value] = rung === 'webgpu' ? ['net', answers['net']] : ['y', answers['y']];
              return { [name]: { data: Float32Array.of(value ?? NaN), shape: [1, 1] } };
            },
          }),
        },
      );
      const confirmed = await on.confirm([vote], { draft, features, account }, never);
      expect(confirmed.votes[0]?.prediction).toBe(vote.prediction);
      return confirmed;
    };
    // z = (3 - 1) / 4; relu(z) · 2 + .25 = 1.25 beside the leaf's .5.
    const net = {
      mean: [1],
      scale: [4],
      gaps: [],
      marks: [],
      layers: [
        { inputs: 1, outputs: 1, weights: [1], bias: [0] },
        { inputs: 1, outputs: 1, weights: [2], bias: [0.25] },
      ],
    };
    const both = aReachModel({ trees: aLeaf(0.5), net });
    expect((await confirm(both, { net: 1.25 })).rung).toBe('webgpu');
    expect(asked).toEqual(['webgpu: x,z']);
    expect(await confirm(both, { net: 1, y: 1.75 })).toMatchObject({ rung: 'wasm', steps: [{ rung: 'webgpu' }] });
    expect((await confirm(aReachModel({ trees: aLeaf(0.5) }), { y: 0.5 })).rung).toBe('wasm');
    expect(asked).toEqual(['wasm: x']);
  });

  test('closing releases what was opened', async () => {
    const closed: string[] = [];
    const on = ladder(async (_, r) => runtime(r, 0, closed));
    await on.confirm(votes, inputs, never);
    await on.close();
    expect(closed).toEqual(['webgpu']);
  });
});

describe('the device', () => {
  const gpu = { requestAdapter: async () => ({}) };
  const desktop = { gpu, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156', touchPoints: 0 };

  test('WebGPU is tried where there is an adapter, not on iOS, not after a failure', async () => {
    expect((await probe(desktop, [])).withoutWebgpu).toBeNull();
    expect((await probe({ ...desktop, gpu: { requestAdapter: async () => null } }, [])).withoutWebgpu).toBe(
      'no_adapter',
    );
    expect((await probe({ ...desktop, gpu: undefined }, [])).withoutWebgpu).toBe('no_adapter');
    expect((await probe({ ...desktop, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0)' }, [])).withoutWebgpu).toBe(
      'ios',
    );
    expect((await probe({ ...desktop, userAgent: 'Mozilla/5.0 (Macintosh)', touchPoints: 5 }, [])).withoutWebgpu).toBe(
      'ios',
    );
    expect((await probe(desktop, [failureKey('hold', 'webgpu')])).withoutWebgpu).toBe('failed_before');
  });

  test('this Node has WebAssembly with SIMD', async () => {
    expect(await probe(desktop, [])).toMatchObject({ wasm: true, simd: true });
  });
});
