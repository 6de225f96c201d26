/** Fetches, checks and keeps the models beside the page, which stays free meanwhile; whether a score can be had without a network leaves. */
import './no-eval.ts';
import { fetchModels } from './shell/offline.ts';

void fetchModels().then((complete) => postMessage(complete satisfies ModelsReply));

export type ModelsReply = boolean;
