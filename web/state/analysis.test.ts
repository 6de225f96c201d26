import { describe, expect, test } from 'vitest';
import { fail, ok } from '#core/failure.ts';
import { flatbread } from '../screens/testing/invented.ts';
import { fullReports, memoryOutcomes, memoryReports, waitingAnalyst } from '../screens/testing/memory.ts';
import { Analysis } from './analysis.svelte.ts';
import { emptyDraft } from './intake.svelte.ts';
import { History, type ReportShelf } from './history.svelte.ts';

const file = new File(['film'], 'bread.mp4');
const job = { file, draft: emptyDraft('tiktok'), account: null, decoder: 'auto', priors: true } as const;

function desk(reports: ReportShelf = memoryReports()) {
  const analyst = waitingAnalyst();
  const history = new History(reports, memoryOutcomes());
  return { analyst, history, analysis: new Analysis(analyst, history, () => 1000) };
}

describe('a clip on its way to a report', () => {
  test('the bar moves with the stages and never back', async () => {
    const { analyst, analysis } = desk();
    const done = analysis.start(job);
    const tell = analyst.calls[0]?.request.on;
    const seen = [analysis.overall];
    for (const [stage, made, total] of [
      ['open', 1, 1],
      ['frames', 10, 40],
      ['frames', 40, 40],
      ['sound', 3, 24],
      ['score', 1, 2],
    ] as const) {
      tell?.({ kind: 'stage', id: 1, stage, done: made, total });
      seen.push(analysis.overall);
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThan(1);
    analyst.answer(ok(flatbread));
    await done;
    expect(analysis.overall).toBe(1);
  });

  test('pictures appear in the order of the clip, whatever order they are found in', () => {
    const { analyst, analysis } = desk();
    void analysis.start(job);
    const tell = analyst.calls[0]?.request.on;
    for (const at of [0, 9, 3]) tell?.({ kind: 'frame', id: 1, at, width: 9, height: 16, image: new Uint8Array(1) });
    expect(analysis.frames.map((frame) => frame.at)).toEqual([0, 3, 9]);
  });

  test('when the first decoder gives up, its pictures go', () => {
    const { analyst, analysis } = desk();
    void analysis.start(job);
    const tell = analyst.calls[0]?.request.on;
    tell?.({ kind: 'frame', id: 1, at: 0, width: 9, height: 16, image: new Uint8Array(1) });
    tell?.({ kind: 'opened', id: 1, clip: { ...flatbread.clip, decoder: 'ffmpeg' } });
    expect(analysis.frames).toEqual([]);
  });

  test('a finished report is kept, and its file is at hand for the player', async () => {
    const { analyst, analysis, history } = desk();
    const done = analysis.start(job);
    analyst.answer(ok(flatbread));
    await done;
    expect(analysis.phase).toBe('done');
    expect(history.reports.map((report) => report.id)).toEqual(['flatbread']);
    expect(analysis.fileOf(flatbread)).toBe(file);
  });

  test('on a full disk the report still opens, and the failure says so', async () => {
    const { analyst, analysis, history } = desk(fullReports());
    const done = analysis.start(job);
    analyst.answer(ok(flatbread));
    await done;
    expect(analysis.phase).toBe('done');
    expect(history.reports).toHaveLength(1);
    expect(history.failure?.code).toBe('storage_full');
  });

  test('cancel answers at once and is told as such', async () => {
    const { analyst, analysis } = desk();
    const done = analysis.start(job);
    analysis.cancel();
    expect(analysis.phase).toBe('failed');
    expect(analysis.failure).toEqual({ code: 'cancelled' });
    expect(analyst.calls[0]?.request.signal.aborted).toBe(true);
    await done;
    expect(analysis.failure).toEqual({ code: 'cancelled' });
  });

  test('a second clip ends the first, whose late news changes nothing', async () => {
    const { analyst, analysis } = desk();
    const first = analysis.start(job);
    void analysis.start({ ...job, file: new File([], 'other.mp4') });
    expect((await first).ok).toBe(false);
    analyst.calls[0]?.request.on({ kind: 'stage', id: 1, stage: 'score', done: 1, total: 1 });
    expect(analysis.stage).toBe('open');
    expect(analysis.running).toBe(true);
    expect(analysis.name).toBe('other.mp4');
  });

  test('a broken file leaves the desk ready for the next', async () => {
    const { analyst, analysis } = desk();
    const done = analysis.start(job);
    analyst.answer(fail({ code: 'damaged', afterSeconds: 3 }));
    await done;
    expect(analysis.failure).toEqual({ code: 'damaged', afterSeconds: 3 });
    analysis.clear();
    expect(analysis.phase).toBe('idle');
    void analysis.start(job);
    expect(analysis.running).toBe(true);
  });

  test('retrying with ffmpeg asks for the same file with ffmpeg', async () => {
    const { analyst, analysis } = desk();
    const done = analysis.start(job);
    analyst.answer(fail({ code: 'damaged', afterSeconds: null }));
    await done;
    void analysis.retry({ decoder: 'ffmpeg' });
    expect(analyst.calls[1]?.file).toBe(file);
    expect(analyst.calls[1]?.request.decoder).toBe('ffmpeg');
  });
});
