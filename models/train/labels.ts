/** Labels of models and what shipped before enter; those that once named other bytes leave, each in a sentence. */
import type { ModelManifest } from '#contracts/manifest.ts';
import type { ShippedRun } from '#contracts/shipped-runs.ts';

/**
 * Most labels follow from the bytes (versioned.ts) and cannot be reused; `quality` and `trends` are labelled by hand, since
 * what they are fed has no table that is hashed.
 */
export function reusedLabels(
  manifests: readonly Pick<ModelManifest, 'id' | 'version' | 'files'>[],
  shipped: readonly Pick<ShippedRun, 'model' | 'version' | 'sha256'>[],
): string[] {
  return manifests.flatMap(({ id, version, files }) => {
    const plain = files.find(({ role }) => role === 'plain')?.sha256;
    const before = shipped.find((run) => run.model === id && run.version === version && run.sha256 !== plain);
    return before === undefined
      ? []
      : [`${id} ${version} shipped before as other bytes (${before.sha256.slice(0, 12)}): raise its label.`];
  });
}
