import { expect, test } from 'vitest';
import { plannedFields, plannedOf } from './planned.ts';

test('a Friday at 22:10 is hour 22 of weekday 4, and comes back as it was typed', () => {
  const planned = plannedOf('2026-10-09T22:10');
  expect(planned.posting).toEqual({ hour: 22, weekday: 4 });
  expect(plannedFields(planned)).toBe('2026-10-09T22:10');
});

test('nothing typed is nothing planned', () => {
  expect(plannedOf('')).toEqual({ posting: null, plannedAt: null });
  expect(plannedFields({ plannedAt: null })).toBe('');
  expect(plannedOf('tomorrow')).toEqual({ posting: null, plannedAt: null });
});
