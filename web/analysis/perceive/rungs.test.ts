import { describe, expect, it } from 'vitest';
import { abilityOf, THREADS, type NetFacts } from './rungs.ts';

const LAPTOP: NetFacts = {
  gpu: { requestAdapter: async () => ({ info: { vendor: 'intel', architecture: 'gen-12lp' } }) },
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0',
  touchPoints: 0,
  isolated: true,
  cores: 8,
  suspends: true,
};
const of = (more: Partial<NetFacts>) => abilityOf({ ...LAPTOP, ...more }, []);
const adapter = (facts: object) => ({ gpu: { requestAdapter: async () => facts } });

describe('how networks may run on a device', () => {
  it('a laptop with a graphics device has WebGPU, and four threads beside it', async () => {
    expect(await of({})).toEqual({ webgpu: true, threads: 4, lost: [] });
  });

  it('one core stays for the decoder', async () => {
    expect((await of({ cores: 4 })).threads).toBe(3);
    expect((await of({ cores: 2 })).threads).toBe(1);
    expect((await of({ cores: 1 })).threads).toBe(1);
  });

  it('one thread where the page is not isolated: memory cannot be shared', async () => {
    expect((await of({ isolated: false })).threads).toBe(1);
  });

  it('one thread where several did not start before', async () => {
    expect(await abilityOf(LAPTOP, [THREADS])).toEqual({ webgpu: true, threads: 1, lost: [THREADS] });
  });

  it('an iPhone, and an iPad that calls itself a Mac, run one thread of WASM', async () => {
    const iphone = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)' };
    const ipad = { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', touchPoints: 5 };
    for (const phone of [iphone, ipad]) expect(await of(phone)).toMatchObject({ webgpu: false, threads: 1 });
  });

  it.each([
    ['none', { gpu: undefined }],
    ['an adapter that nobody gives', { gpu: { requestAdapter: async () => null } }],
    ['one that fails', { gpu: { requestAdapter: () => Promise.reject(new Error('lost')) } }],
    ['a fallback, as browsers say today', adapter({ info: { isFallbackAdapter: true } })],
    ['a fallback, as they said before', adapter({ isFallbackAdapter: true })],
    ['SwiftShader', adapter({ info: { vendor: 'google', architecture: 'swiftshader' } })],
    ['llvmpipe', adapter({ info: { description: 'llvmpipe (LLVM 15.0.6, 256 bits)' } })],
    ['a browser whose WebAssembly cannot wait', { suspends: false }],
  ])('no WebGPU with %s', async (_, facts) => {
    expect((await of(facts)).webgpu).toBe(false);
  });
});
