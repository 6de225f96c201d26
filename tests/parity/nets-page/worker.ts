/** Every network of the app in one module worker on one rung: what it answers to a made-up input, and what its perceiver sees or hears. */
import type { Frame, PerceptKind, Report } from '#core/flow.ts';
import { babble } from '#core/signals/beats.ts';
import { FACE_NET } from '#core/signals/faces.ts';
import { THING_NET } from '#core/signals/things.ts';
import { seconds } from '#core/units.ts';
import { FACES } from '../../../web/analysis/perceive/faces.ts';
import { perceptFiles } from '../../../web/analysis/perceive/files.ts';
import { probe } from '../../../web/analysis/perceive/net-race.ts';
import { openNet, sessionsHeld } from '../../../web/analysis/perceive/net.ts';
import { PEOPLE } from '../../../web/analysis/perceive/people.ts';
import type { AnyPerceiver, AssetFile, Tools } from '../../../web/analysis/perceive/perceiver.ts';
import { QUALITY } from '../../../web/analysis/perceive/quality.ts';
import { THINGS } from '../../../web/analysis/perceive/things.ts';
import { VOICE } from '../../../web/analysis/perceive/voice.ts';
import type { Answers, RungAsked } from './page.ts';

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  faces: [1, FACE_NET.size, FACE_NET.size, 3],
  things: [1, THING_NET.size, THING_NET.size, 3],
};
const RATE = 16_000;

const bytes = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

/** The part of a worker's global scope that is used here; the DOM library takes it for a window. */
const port = globalThis as unknown as { postMessage(message: unknown, transfer: Transferable[]): void };

globalThis.addEventListener('message', ({ data }: MessageEvent<RungAsked>) => {
  void run(data).then(
    (answers) => port.postMessage(answers, []),
    (error: unknown) => port.postMessage({ error: String(error) }, []),
  );
});

async function run({ webgpu, threads, frames, clips }: RungAsked): Promise<Answers> {
  const tools: Tools = {
    file: ({ url }: AssetFile) => bytes(url),
    asset: (url) => bytes(url),
    languages: ['en'],
    signal: new AbortController().signal,
    ability: async () => ({ webgpu, threads, lost: [], unraced: webgpu }),
  };
  const nets: Answers['nets'] = {};
  for (const [name, shape] of Object.entries(SHAPES)) {
    // holds: percept-sources.ts names one file for each
    const net = await openNet(await bytes(perceptFiles(name)[0]!.url), tools, { name, shape });
    const answer = await net.run(probe(net, shape));
    nets[name] = {
      rung: net.rung,
      threads: net.threads,
      answer: Object.fromEntries(Object.entries(answer).map(([output, { data }]) => [output, [...data]])),
    };
    await net.close();
  }
  const percepts: Record<string, unknown> = {};
  for (let clip = 0; clip < clips; clip++) {
    const report = { signals: { clip: { length: seconds(3) }, sound: null } } as unknown as Report; // holds: these read no more
    const given = frames.map(({ base64, ...frame }): Frame => ({
      ...frame,
      rgba: Uint8ClampedArray.from(atob(base64), (c) => c.charCodeAt(0)),
    }));
    const samples = Float32Array.from({ length: 3 * RATE }, (_, i) => Math.fround(babble(i / RATE)));
    const all: readonly AnyPerceiver[] = [FACES, PEOPLE, THINGS, QUALITY, VOICE];
    for (const perceiver of all) {
      const session = await perceiver.open(tools, report);
      for (const frame of given) await session.see?.(frame);
      await session.hear?.({ at: seconds(0), sampleRate: RATE, channels: [samples] });
      percepts[perceiver.kind satisfies PerceptKind] = {
        state: 'seen',
        value: await session.finish(),
        rung: session.rung,
      };
      await session.close();
      await session.close();
    }
  }
  return { nets, percepts, held: sessionsHeld() };
}
