/** Features and the ranges a model saw enter; what lies outside leaves by name. */
import type { Features } from '../flow.ts';
import type { ReachModel } from './model-files.ts';

/** A missing value is no stranger: models know gaps. */
export function outsideOf(features: Features, model: ReachModel): string[] {
  return model.trees.inputs.filter((name) => {
    const value = features.values[name] ?? null;
    const range = model.seen[name];
    return value !== null && range !== undefined && (value < range[0] || value > range[1]);
  });
}
