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

describe('looking and listening after the score', () => {
  const plan = (when: 'now' | 'asked' | 'never') => () => ({ when, languages: ['en'] });
  const unknown = { state: 'unknown', why: 'failed' } as const;
  const done = {
    ...flatbread,
    signals: {
      ...flatbread.signals,
      percepts: {
        voice: unknown,
        faces: unknown,
        objects: unknown,
        quality: unknown,
        words: unknown,
        things: unknown,
        full: unknown,
      },
    },
  };
  function watched(when: 'now' | 'asked' | 'never') {
    const analyst = waitingAnalyst();
    const history = new History(memoryReports(), memoryOutcomes());
    return { analyst, history, analysis: new Analysis(analyst, history, () => 1000, plan(when)) };
  }
  const settled = async (): Promise<void> => {
    for (let n = 0; n < 5; n++) await Promise.resolve();
  };

  test('begins only once the score is there, and streams into the report', async () => {
    const { analyst, analysis, history } = watched('now');
    const scored = analysis.start(job);
    expect(analyst.looks).toHaveLength(0);
    const { percepts: _, ...bare } = flatbread.signals;
    const report = { ...flatbread, signals: bare };
    analyst.answer(ok(report));
    await scored;
    expect(analyst.looks).toHaveLength(1);
    const tell = analyst.looks[0]!.request.on;
    tell({ kind: 'download', id: 2, what: 'faces', done: 0, total: 1_051_884 });
    tell({ kind: 'looking', id: 2, percept: 'faces', done: 3, total: 20 });
    tell({ kind: 'percept', id: 2, found: { voice: unknown } });
    expect(analysis.looking).toMatchObject({
      reportId: flatbread.id,
      at: { kind: 'faces', done: 3, total: 20 },
      percepts: { voice: unknown },
      downloads: [{ what: 'faces', total: 1_051_884 }],
    });
    analyst.answer(ok(done));
    await settled();
    expect(analysis.looking).toBeNull();
    expect(analysis.perceived).toBe(done);
    expect(history.reports.map(({ id }) => id)).toEqual(['flatbread']);
    expect((await history.get('flatbread'))?.signals.percepts?.faces).toEqual(unknown);
  });

  test('its bar never falls, whichever is told last, and each stage shows the report that it made', async () => {
    const { analyst, analysis } = watched('now');
    const scored = analysis.start(job);
    const { percepts: _, ...bare } = flatbread.signals;
    analyst.answer(ok({ ...flatbread, signals: bare }));
    await scored;
    const tell = analyst.looks[0]!.request.on;
    const shares: number[] = [];
    for (const [percept, made, total] of [
      ['voice', 20, 30],
      ['faces', 1, 16],
      ['voice', 30, 30],
      ['faces', 0, 16],
      ['words', 0, 20],
      ['full', 12, 30],
    ] as const) {
      tell({ kind: 'looking', id: 2, percept, done: made, total });
      shares.push(analysis.looking!.share);
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const half = { ...flatbread, signals: { ...bare, percepts: { voice: unknown } } };
    tell({ kind: 'perceived', id: 2, report: half });
    expect([analysis.perceived, analysis.report]).toEqual([half, half]);
    expect(analysis.looking).not.toBeNull();
  });

  test.each(['asked', 'never'] as const)(
    'on a plan of %s nothing is fetched until a button is pressed',
    async (when) => {
      const { analyst, analysis } = watched(when);
      const scored = analysis.start(job);
      const { percepts: _, ...bare } = flatbread.signals;
      const report = { ...flatbread, signals: bare };
      analyst.answer(ok(report));
      await scored;
      expect(analyst.looks).toHaveLength(0);
      expect(analysis.mayLook(report)).toBe(true);
      void analysis.look(report, null, job);
      expect(analyst.looks).toHaveLength(1);
    },
  );

  test('a new clip ends the looking at the one before, and a stop ends it too', async () => {
    const { analyst, analysis } = watched('now');
    const scored = analysis.start(job);
    const { percepts: _, ...bare } = flatbread.signals;
    analyst.answer(ok({ ...flatbread, signals: bare }));
    await scored;
    void analysis.start(job);
    expect(analyst.looks[0]!.request.signal.aborted).toBe(true);
    expect(analysis.looking).toBeNull();
  });

  test('a stop keeps what was seen until then; the rest is offered again', async () => {
    const { analyst, analysis, history } = watched('now');
    const scored = analysis.start(job);
    const { percepts: _, ...bare } = flatbread.signals;
    analyst.answer(ok({ ...flatbread, signals: bare }));
    await scored;
    const voice = done.signals.percepts.voice;
    analyst.looks[0]!.request.on({ kind: 'percept', id: 2, found: { voice } });
    analysis.stopLooking();
    expect(analysis.looking).toBeNull();
    const kept = analysis.perceived!;
    expect(kept.signals.percepts).toMatchObject({
      voice,
      faces: { state: 'unknown', why: 'cancelled' },
      full: { state: 'unknown', why: 'cancelled' },
    });
    expect(analysis.mayLook(kept)).toBe(true);
    // The report is made again with it, and nothing is looked for.
    await settled();
    // Kept before that is done.
    expect((await history.get('flatbread'))?.signals.percepts).toMatchObject({ voice, faces: { why: 'cancelled' } });
    expect(analyst.looks[1]).toMatchObject({ kinds: [], report: { signals: { percepts: { voice } } } });
    analyst.answer(fail({ code: 'cancelled' }));
    analyst.answer(ok({ ...kept, madeAt: 7 }));
    await settled();
    expect(history.reports.map(({ madeAt }) => madeAt)).toEqual([7]);
    // Going on asks for the rest only.
    void analysis.look(kept, null, job);
    expect(analyst.looks[2]!.kinds).toEqual(['faces', 'objects', 'quality', 'words', 'things', 'full']);
  });

  test('what came before the worker was lost stays, too', async () => {
    const { analyst, analysis, history } = watched('now');
    const scored = analysis.start(job);
    const { percepts: _, ...bare } = flatbread.signals;
    analyst.answer(ok({ ...flatbread, signals: bare }));
    await scored;
    const voice = done.signals.percepts.voice;
    analyst.looks[0]!.request.on({ kind: 'percept', id: 2, found: { voice } });
    analyst.answer(fail({ code: 'worker_lost' }));
    await settled();
    expect(analysis.lookFailure).toEqual({ code: 'worker_lost' });
    analyst.answer(fail({ code: 'worker_lost' }));
    await settled();
    expect((await history.get('flatbread'))?.signals.percepts).toMatchObject({ voice, words: { why: 'cancelled' } });
  });

  test('a stop before anything came leaves the report as it was', async () => {
    const { analyst, analysis } = watched('now');
    const scored = analysis.start(job);
    const { percepts: _, ...bare } = flatbread.signals;
    analyst.answer(ok({ ...flatbread, signals: bare }));
    await scored;
    analysis.stopLooking();
    await settled();
    expect(analysis.perceived).toBeNull();
    expect(analyst.looks).toHaveLength(1);
  });

  test('a transcript goes into the report, which is made again with it, and out of it', async () => {
    const { analyst, analysis, history } = watched('never');
    const transcript = { from: 'text', text: 'first the dough', cues: [], skipped: 0 } as const;
    const said = analysis.say(done, transcript, null, job);
    expect(analysis.perceived?.signals.transcript).toEqual(transcript);
    expect(analyst.looks[0]).toMatchObject({ kinds: [], report: { signals: { transcript } } });
    analyst.answer(ok({ ...done, signals: { ...done.signals, transcript } }));
    await said;
    const kept = (await history.get('flatbread'))!;
    expect(kept.signals.transcript).toEqual(transcript);
    void analysis.say(kept, null, null, job);
    expect(analysis.perceived?.signals).not.toHaveProperty('transcript');
  });

  test('a transcript given while networks are at work is in the report that they make', async () => {
    const { analyst, analysis } = watched('now');
    const scored = analysis.start(job);
    const { percepts: _, ...bare } = flatbread.signals;
    const report = { ...flatbread, signals: bare };
    analyst.answer(ok(report));
    await scored;
    const transcript = { from: 'text', text: 'first the dough', cues: [], skipped: 0 } as const;
    void analysis.say(report, transcript, null, job);
    analyst.answer(ok(done));
    await settled();
    expect(analyst.looks.at(-1)).toMatchObject({ kinds: [], report: { signals: { transcript } } });
    expect(analysis.perceived?.signals).toMatchObject({ transcript, percepts: done.signals.percepts });
  });

  test('what was tried and failed on this clip is not offered again; what could not be fetched is', async () => {
    const { analyst, analysis } = watched('never');
    const offline = { ...done.signals.percepts, faces: { state: 'unknown', why: 'not_loaded' } as const };
    // Without the file there is nothing to look into.
    expect(analysis.mayLook(flatbread)).toBe(false);
    const scored = analysis.start(job);
    analyst.answer(ok(flatbread));
    await scored;
    expect(analysis.mayLook(done)).toBe(false);
    expect(analysis.mayLook({ ...done, signals: { ...done.signals, percepts: offline } })).toBe(true);
  });
});
