import { describe, expect, it } from 'vitest';
import { reportBefore } from './reading.ts';

const report = (id: string, madeAt: number, name: string, hash = id) =>
  ({ id, madeAt, clip: { name, hash } }) as Parameters<typeof reportBefore>[0];

describe('the report before', () => {
  it('is of the same clip, else of a file that is another version of it', () => {
    const now = report('now', 9, 'flatbread_v2.mp4', 'h');
    const same = report('same', 1, 'other.mp4', 'h');
    const earlier = report('earlier', 3, 'flatbread.mp4');
    const older = report('older', 2, 'Flatbread (1).mov');
    expect(reportBefore(now, [now, earlier, older, same])?.id).toBe('same');
    expect(reportBefore(now, [now, older, earlier])?.id).toBe('earlier');
  });
  it('is none for the first, for later ones, and for names that say nothing', () => {
    const now = report('now', 5, 'flatbread.mp4');
    expect(reportBefore(now, [now, report('later', 9, 'flatbread-final.mp4')])).toBeNull();
    expect(reportBefore(report('a', 5, 'v2.mp4'), [report('b', 1, 'v1.mp4')])).toBeNull();
    expect(reportBefore(now, [report('b', 1, 'soup.mp4')])).toBeNull();
  });
});
