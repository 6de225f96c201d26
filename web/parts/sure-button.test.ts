// @vitest-environment jsdom
/** A press on what cannot be undone asks; only the second does it. */
import { mount, tick, unmount } from 'svelte';
import { expect, test } from 'vitest';
import SureButton from './SureButton.svelte';

test('the first press asks and stands on "keep"; keeping changes nothing, the second press does it', async () => {
  let done = 0;
  const shown = mount(SureButton, {
    target: document.body,
    props: { label: 'Delete link', question: 'For good?', yes: 'Yes', no: 'Keep', onsure: () => void done++ },
  });
  const press = async (words: string): Promise<void> => {
    const found = [...document.querySelectorAll('button')].find((button) => button.textContent?.trim() === words);
    found?.click();
    await tick();
    await tick();
  };
  await press('Delete link');
  expect([done, document.activeElement?.textContent?.trim()]).toEqual([0, 'Keep']);
  await press('Keep');
  expect([done, document.activeElement?.textContent?.trim()]).toEqual([0, 'Delete link']);
  await press('Delete link');
  await press('Yes');
  expect(done).toBe(1);
  await unmount(shown);
});
