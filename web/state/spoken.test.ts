import { describe, expect, test } from 'vitest';
import { flatbread } from '../screens/testing/invented.ts';
import { Spoken, toldOf } from './spoken.svelte.ts';

const SRT = '1\r\n00:00:00,500 --> 00:00:02,000\r\nPremier été\r\n';
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('the words of a clip', () => {
  test('pasted and taken leave an empty field', () => {
    const spoken = new Spoken();
    spoken.text = 'First the dough';
    expect(spoken.take()).toMatchObject({ from: 'text', text: 'First the dough' });
    expect(spoken.text).toBe('');
  });

  test('what has no words stays in the field, and says why', () => {
    const spoken = new Spoken();
    spoken.text = ' … ';
    expect(spoken.take()).toBeNull();
    expect(spoken.wrong).toBe('no_words');
    expect(spoken.text).toBe(' … ');
    spoken.text = 'well';
    expect(spoken.wrong).toBeNull();
  });

  test.each<[string, BlobPart]>([
    ['UTF-8', new TextEncoder().encode(`\uFEFF${SRT}`)],
    ['the letters of an old editor', bytesOf(SRT)],
    ['UTF-16', Uint16Array.from(`\uFEFF${SRT}`, (letter) => letter.charCodeAt(0))],
  ])('a subtitle file in %s keeps its accents', async (_what, content) => {
    const taken = await new Spoken().open(new File([content], 'clip.srt'));
    expect(taken).toMatchObject({ from: 'srt', cues: [{ from: 0.5, to: 2, text: 'Premier été' }] });
  });

  test('a film under the name of subtitles is not even read', async () => {
    const spoken = new Spoken();
    const file = new File([], 'film.srt');
    Object.defineProperty(file, 'size', { value: 5e9 });
    expect(await spoken.open(file)).toBeNull();
    expect(spoken.wrong).toBe('too_long');
  });

  test('without any, the pace is unknown and says so', () => {
    expect(toldOf(flatbread, null)).toMatchObject({
      transcript: null,
      pace: { state: 'unknown', why: 'no_transcript' },
      captioned: null,
    });
  });
});
