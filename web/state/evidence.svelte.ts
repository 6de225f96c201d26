/** What was measured of the shipped models: their evaluations, read with the screen that shows them; only figures that are in the file. */
import type { Evaluation } from '#contracts/evaluation.ts';
import type { ShippedRun } from '#contracts/shipped-runs.ts';

export type Measure = Evaluation['measures'][number];
export type { Evaluation, ShippedRun };

export type EvaluationFiles = Readonly<Record<string, () => Promise<unknown>>>;

/** The zoo of this build: each file is its own chunk, none is in the first load. */
const ZOO: EvaluationFiles = import.meta.glob('../../models/zoo/*/evaluation.json', { import: 'default' });

/** What shipped before; see models/train/shipped-runs.ts. */
const RUNS: EvaluationFiles = import.meta.glob('../../models/data/shipped-runs.json', { import: 'default' });

export class Evidence {
  readonly #files: EvaluationFiles;
  readonly #runFiles: EvaluationFiles;
  #runs = $state.raw<readonly ShippedRun[]>([]);
  #evaluations = $state.raw<readonly Evaluation[]>([]);
  #loaded = $state(false);

  constructor(files: EvaluationFiles = ZOO, runFiles: EvaluationFiles = RUNS) {
    this.#files = files;
    this.#runFiles = runFiles;
  }

  get evaluations(): readonly Evaluation[] {
    return this.#evaluations;
  }
  get loaded(): boolean {
    return this.#loaded;
  }
  of(model: string): Evaluation | null {
    return this.#evaluations.find((each) => each.model === model) ?? null;
  }

  /** Versions of a model that shipped, newest first. */
  runsOf(model: string): readonly ShippedRun[] {
    return this.#runs.filter((run) => run.model === model).toReversed();
  }

  /** Whether the score rests on it; the others foretell something else, on scales of their own. */
  scoresWith(evaluation: Evaluation): boolean {
    return FIRST.includes(evaluation.model);
  }

  /** Only what was measured of one model, for a screen that shows no other. */
  async loadOnly(model: string): Promise<void> {
    const read = Object.entries(this.#files).find(([path]) => path.endsWith(`/${model}/evaluation.json`))?.[1];
    if (!read) return;
    const [{ parseEvaluation }, file] = await Promise.all([contract(), read()]);
    const parsed = parseEvaluation(file);
    this.#evaluations = parsed.ok ? [parsed.value] : [];
  }

  async load(): Promise<void> {
    if (this.#loaded) return;
    const files = Promise.all(Object.values(this.#files).map((read) => read()));
    const runFiles = Promise.all(Object.values(this.#runFiles).map((read) => read()));
    const [{ parseEvaluation, parseShippedRuns }, evaluations, runs] = await Promise.all([contract(), files, runFiles]);
    const found: Evaluation[] = [];
    for (const file of evaluations) {
      const parsed = parseEvaluation(file);
      if (parsed.ok) found.push(parsed.value);
      // The page can be touched between two.
      await turn();
    }
    this.#evaluations = found.sort((a, b) => rank(a.model) - rank(b.model));
    this.#runs = runs.flatMap((file) => {
      const parsed = parseShippedRuns(file);
      return parsed.ok ? parsed.value.runs : [];
    });
    this.#loaded = true;
  }
}

/** What reads the files is fetched beside them, not before the screen. */
async function contract() {
  const [{ parseEvaluation }, { parseShippedRuns }] = await Promise.all([
    import('#contracts/evaluation.ts'),
    import('#contracts/shipped-runs.ts'),
  ]);
  return { parseEvaluation, parseShippedRuns };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** What the score rests on comes first. */
const FIRST = ['reach', 'hold'];
const rank = (model: string): number => (FIRST.includes(model) ? FIRST.indexOf(model) : FIRST.length);
