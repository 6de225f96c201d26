import { describe, expect, it } from 'vitest';
import { reusedLabels } from './labels.ts';
import { labelOf, versioned } from './versioned.ts';

const manifest = (sha256: string) => ({
  id: 'quality' as const,
  version: '1.0.0',
  files: [{ name: 'model.json', role: 'plain' as const, sha256, bytes: 1, gzBytes: 1 }],
});

describe('a label', () => {
  it('is raised by hand where other bytes bore it before', () => {
    const shipped = [{ model: 'quality', version: '1.0.0', sha256: 'aaa' }];
    expect(reusedLabels([manifest('aaa')], shipped)).toEqual([]);
    expect(reusedLabels([manifest('bbb')], shipped)).toHaveLength(1);
    expect(reusedLabels([{ ...manifest('bbb'), version: '1.0.1' }], shipped)).toEqual([]);
  });

  it('that follows from the content changes with it, and with nothing else', () => {
    const model = { model: 'hold', version: '', weights: [1, 2] };
    const other = { ...model, weights: [1, 2.5] };
    expect(versioned(model).version).toBe(versioned({ ...model, version: 'old' }).version);
    expect(labelOf(other)).not.toBe(labelOf(model));
    expect(labelOf(model)).toMatch(/^1\.[0-9a-f]{8}$/);
  });
});
