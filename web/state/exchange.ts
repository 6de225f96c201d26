/** What a person takes along: one report as a file, and the whole history out and back in. */
import type { Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import type { ImportSummary } from '../store/backup.ts';

/** store/backup.ts on this device's database. */
export interface Backup {
  exportAll(): Promise<Result<Blob>>;
  importAll(file: Blob): Promise<Result<ImportSummary>>;
}

/** A report as text for other programs: everything but the pictures. */
export const reportText = (report: Report): string =>
  JSON.stringify({ ...report, keyframes: report.keyframes.map((frame) => ({ ...frame, image: null })) }, null, 2);

export const fileName = (report: Pick<Report, 'clip'>, ending: string): string => {
  const name = report.clip.name.replace(/\.[^.]+$/, '').replace(/[^\p{L}\p{N}]+/gu, '-');
  return `presage-${name}.${ending}`;
};

export const saveText = (name: string, text: string, type: string): void => saveBlob(name, new Blob([text], { type }));

/** Hands a blob to the browser as a download. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has read the address when this task ends.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
