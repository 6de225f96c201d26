/**
 * What the page asks of the models without waiting for it: fetch, check and keep them (whether a score can be had without a
 * network leaves), or tell which of them and which features are in use. The code that reads them is larger than the page's own.
 */
import './no-eval.ts';
import { fetchModels } from './shell/offline.ts';
import type { CurrentVersions } from './store/reports.ts';

export interface ModelsReplies {
  readonly keep: boolean;
  /** null while no model is on this device. */
  readonly versions: CurrentVersions | null;
}
export type ModelsAsked = keyof ModelsReplies;

const ANSWERS: { readonly [Asked in ModelsAsked]: () => Promise<ModelsReplies[Asked]> } = {
  keep: () => fetchModels(),
  versions: async () => {
    const [{ FEATURE_SET }, { modelsInPlace }] = await Promise.all([
      import('#core/features/registry.ts'),
      import('./remote/models.ts'),
    ]);
    const models = await modelsInPlace();
    return models.length === 0 ? null : { featureSet: FEATURE_SET, models: models.map(({ sha256 }) => sha256) };
  },
};

addEventListener('message', ({ data }: MessageEvent<ModelsAsked>) => {
  // A part that cannot be fetched leaves nothing to tell.
  void ANSWERS[data]()
    .catch(() => null)
    .then((reply) => postMessage(reply));
});
