import { describe, expect, test } from 'vitest';
import { notePlace, placeToResume } from './resume.ts';

const shelf = () => {
  const rows = new Map<string, string>();
  return {
    getItem: (name: string) => rows.get(name) ?? null,
    setItem: (name: string, value: string) => void rows.set(name, value),
  };
};
const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

describe('an installed app that was closed', () => {
  test('opens where it was left, within half an hour', () => {
    const kept = shelf();
    notePlace(kept, '/caption?report=bread', NOW);
    expect(placeToResume(kept, '/', true, NOW + 29 * MINUTE)).toBe('/caption?report=bread');
    expect(placeToResume(kept, '/', true, NOW + 31 * MINUTE)).toBeNull();
  });
  test('stays where a tab, a shortcut or a link opened it', () => {
    const kept = shelf();
    notePlace(kept, '/plan', NOW);
    expect(placeToResume(kept, '/', false, NOW)).toBeNull();
    expect(placeToResume(kept, '/?pick', true, NOW)).toBeNull();
    expect(placeToResume(kept, '/history', true, NOW)).toBeNull();
  });
  test.each(['/', '/analysing', '//elsewhere.example', 'javascript:alert(1)'])(
    '%s is no place to go back to',
    (address) => {
      const kept = shelf();
      notePlace(kept, address, NOW);
      expect(placeToResume(kept, '/', true, NOW)).toBeNull();
    },
  );
  test('without storage, or with something else in it, it begins at Home', () => {
    notePlace(null, '/plan', NOW);
    expect(placeToResume(null, '/', true, NOW)).toBeNull();
    const odd = { ...shelf(), getItem: () => '{"address":7}' };
    expect(placeToResume(odd, '/', true, NOW)).toBeNull();
    expect(placeToResume({ ...odd, getItem: () => '{' }, '/', true, NOW)).toBeNull();
  });
});
