import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transcript } from '../flow.ts';
import { parseTranscript, spokenWords, TRANSCRIPT_FILE_MAX } from './transcript.ts';

function parsed(text: string): Transcript {
  const found = parseTranscript(text);
  if (!found.ok) throw new Error(found.why);
  return found.transcript;
}

describe('a transcript', () => {
  it('of plain words has no times', () => {
    expect(parsed('Today I show you\nhow to fold it.\n')).toEqual({
      from: 'text',
      text: 'Today I show you\nhow to fold it.',
      cues: [],
      skipped: 0,
    });
  });
  it('in SubRip has its times, whatever system wrote its lines', () => {
    const file =
      '1\n00:00:00,500 --> 00:00:02,000\nHello there\n\n2\n00:00:02,000 --> 00:01:03,250\nhow are you\ntoday?\n';
    const expected = {
      from: 'srt',
      text: 'Hello there\nhow are you\ntoday?',
      cues: [
        { from: 0.5, to: 2, text: 'Hello there' },
        { from: 2, to: 63.25, text: 'how are you\ntoday?' },
      ],
      skipped: 0,
    };
    expect(parsed(file)).toEqual(expected);
    expect(parsed(file.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(parsed(file.replaceAll('\n', '\r'))).toEqual(expected);
    expect(parsed(`\uFEFF${file}`)).toEqual(expected);
  });
  it('in WebVTT: its head, notes, styles, settings, voices and short times', () => {
    const file =
      'WEBVTT - made by somebody\n\nNOTE not said\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.500 line:0 align:start\n<v Ann>Fish &amp; <00:01.500><c>chips</c>\n\n01:00:00.000 --> 01:00:01.000\nbye';
    expect(parsed(file)).toEqual({
      from: 'vtt',
      text: 'Fish & chips\nbye',
      cues: [
        { from: 1, to: 2.5, text: 'Fish & chips' },
        { from: 3600, to: 3601, text: 'bye' },
      ],
      skipped: 0,
    });
  });
  it('without numbers, and without empty lines between its cues', () => {
    expect(parsed('00:00:01.000 --> 00:00:02.000\none\n00:00:02.000 --> 00:00:03.000\ntwo').cues).toHaveLength(2);
    expect(parsed('1\n00:00:01,0 --> 00:00:02,0\none\n2\n00:00:02,0 --> 00:00:03,0\ntwo').text).toBe('one\ntwo');
  });
  it('a number that is said stays', () => {
    expect(parsed('1\n00:00:01,000 --> 00:00:02,000\n12\n\n2\n00:00:02,000 --> 00:00:03,000\nof them').text).toBe(
      '12\nof them',
    );
  });
  it('out of order and overlapping is put in order and kept', () => {
    const { cues } = parsed('00:05.000 --> 00:07.000\nlater\n\n00:01.000 --> 00:06.000\nfirst');
    expect(cues.map(({ text }) => text)).toEqual(['first', 'later']);
    expect(cues[0]!.to).toBeGreaterThan(cues[1]!.from);
  });
  it('cues that end before they begin, or at no time there is, are left out and counted', () => {
    const found = parsed(
      '00:03.000 --> 00:02.000\nback\n\n00:61:00,000 --> 00:62:00,000\nminutes\n\nnever --> ever\nwords\n\n00:01.000 --> 00:02.000\ngood',
    );
    expect(found.skipped).toBe(3);
    expect(found.text).toBe('good');
  });
  it('what is no word is not said: tags, places on the screen, music', () => {
    expect(parsed('00:01.000 --> 00:02.000\n{\\an8}<i>Well</i> [door slams] ♪ la ♪').text).toBe('Well la');
  });
  it('captions that roll up say each line once', () => {
    const rolling =
      '00:00.000 --> 00:02.000\nso today\n\n00:02.000 --> 00:02.010\nso today\n\n00:02.010 --> 00:04.000\nso today\nwe bake bread\n\n00:04.000 --> 00:06.000\nwe bake bread\nwith salt';
    expect(parsed(rolling).text).toBe('so today\nwe bake bread\nwith salt');
    // Said again after a pause it is said again.
    expect(parsed('00:00.000 --> 00:01.000\nno\n\n00:05.000 --> 00:06.000\nno').text).toBe('no\nno');
  });
  it('right to left and in Chinese is text like any other', () => {
    expect(parsed('00:01.000 --> 00:02.000\n\u200Fانتظر حتى النهاية').text).toContain('انتظر');
    expect(spokenWords('انتظر حتى النهاية')).toBe(3);
    expect(spokenWords('今天吃什么')).toBeNull();
    expect(spokenWords('I bought three copies of 三国 and read them all')).toBe(10);
  });
  it('without words is none', () => {
    for (const empty of ['', '   \n\n', '\uFEFF', '…!?', 'WEBVTT\n\n', '1\n00:00:01,000 --> 00:00:02,000\n[music]\n'])
      expect(parseTranscript(empty)).toEqual({ ok: false, why: 'no_words' });
  });
  it('of 10,000 cues is read whole; what is no transcript by its size is not', () => {
    const time = (ms: number): string =>
      `${String(Math.floor(ms / 3.6e6)).padStart(2, '0')}:${String(Math.floor(ms / 6e4) % 60).padStart(2, '0')}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')},${String(ms % 1000).padStart(3, '0')}`;
    const many = Array.from(
      { length: 10_000 },
      (_, i) => `${i + 1}\n${time(1000 * i)} --> ${time(1000 * i + 900)}\nword ${i}\n`,
    ).join('\n');
    const found = parsed(many);
    expect(found.cues).toHaveLength(10_000);
    expect(spokenWords(found.text)).toBe(20_000);
    expect(parseTranscript('word '.repeat(60_000))).toEqual({ ok: false, why: 'too_long' });
    expect(parseTranscript(' '.repeat(TRANSCRIPT_FILE_MAX + 1))).toEqual({ ok: false, why: 'too_long' });
  });
  it('whatever is pasted, no time is unreal and nothing breaks', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        '-->',
        '\n',
        '\n\n',
        '00:01,000 --> 00:02,000\n',
        'WEBVTT\n',
        '<',
        '{\\',
        '\u0000',
        '&amp;',
        '9:99:99',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = parseTranscript(pieces.join(''));
        if (!found.ok) return;
        for (const { from, to } of found.transcript.cues) {
          expect(Number.isFinite(from) && Number.isFinite(to)).toBe(true);
          expect(to).toBeGreaterThan(from);
        }
      }),
    );
  });
});
