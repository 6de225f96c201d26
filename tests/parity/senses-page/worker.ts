/** The perceivers of voice and words in a module worker, with files fetched from this origin only. */
import type { Report } from '#core/flow.ts';
import { seconds } from '#core/units.ts';
import type { AnyPerceiver, AssetFile, Session, Tools } from '../../../web/analysis/perceive/perceiver.ts';
import { VOICE } from '../../../web/analysis/perceive/voice.ts';
import { WORDS } from '../../../web/analysis/perceive/words.ts';
import type { Sense } from './page.ts';

const bytes = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

/** The part of a worker's global scope that is used here; the DOM library takes it for a window. */
const port = globalThis as unknown as { postMessage(message: unknown, transfer: Transferable[]): void };

globalThis.addEventListener('message', ({ data }: MessageEvent<Sense>) => {
  void run(data).then(
    (answer) => port.postMessage(answer, []),
    (error: unknown) => port.postMessage({ error: String(error) }, []),
  );
});

async function run({ frames, sound, languages }: Sense): Promise<unknown> {
  const tools: Tools = {
    file: ({ url }: AssetFile) => bytes(url),
    asset: (url) => bytes(url),
    languages,
    signal: new AbortController().signal,
  };
  const length = seconds(Math.max(1, frames?.length ?? 0));
  // holds: these two perceivers read nothing else of a report
  const report = { signals: { clip: { length }, sound: null } } as unknown as Report;
  const use = async (perceiver: AnyPerceiver, show: (session: Session) => Promise<void>): Promise<unknown> => {
    const session = await perceiver.open(tools, report);
    await show(session);
    const value = await session.finish();
    await session.close();
    await session.close();
    return value;
  };
  return {
    words:
      frames &&
      (await use(WORDS, async (session) => {
        for (const frame of frames) await session.see?.(frame);
      })),
    voice:
      sound &&
      (await use(VOICE, async (session) => {
        await session.hear?.({ at: seconds(0), sampleRate: sound.rate, channels: [Float32Array.from(sound.samples)] });
      })),
  };
}
