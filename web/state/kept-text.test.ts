import { expect, test, vi } from 'vitest';
import { memoryKept } from '../screens/testing/memory.ts';
import { KeptText } from './kept-text.svelte.ts';

test('what was typed is there when the app is opened again, and nothing is written before something is typed', async () => {
  const shelf = memoryKept();
  const put = vi.spyOn(shelf, 'put');
  const field = new KeptText(shelf, 'posts');
  await field.load();
  await field.keep();
  expect(put).not.toHaveBeenCalled();
  field.text = '2026-09-01, 1200';
  await field.keep();
  const again = new KeptText(shelf, 'posts');
  await again.load();
  expect(again.text).toBe('2026-09-01, 1200');
  again.text = '';
  await again.keep();
  const last = new KeptText(shelf, 'posts');
  last.text = 'newer';
  await last.load();
  expect(last.text).toBe('newer');
});
