/** What a field for date and time holds, on this device's clock, and the planned moment of a draft: one to the other. */
import type { Draft } from '#core/flow.ts';

/** @returns 'YYYY-MM-DDThh:mm'; empty where nothing is planned */
export function plannedFields({ plannedAt }: Pick<Draft, 'plannedAt'>): string {
  if (plannedAt === null || plannedAt === undefined) return '';
  const date = new Date(plannedAt * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Hour and weekday are those of this device's clock; 0 is Monday. */
export function plannedOf(field: string): Pick<Draft, 'posting'> & { readonly plannedAt: number | null } {
  const date = new Date(field);
  const time = date.getTime();
  if (field === '' || Number.isNaN(time)) return { posting: null, plannedAt: null };
  return { posting: { hour: date.getHours(), weekday: (date.getDay() + 6) % 7 }, plannedAt: Math.floor(time / 1000) };
}
