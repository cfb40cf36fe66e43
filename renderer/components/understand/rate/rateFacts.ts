import type { ExactSolution, Method, RunSettings } from '../../../../electron/contract';

/** What is known of the curvature, and so of the stride. */
export interface RateFacts {
  /** Above 0, descending: all of them, or the two extremes. */
  eigenvalues: number[];
  limit: number;
  best: number;
  /** Whether the same holds wherever descent is: the loss is a quadratic. */
  isEverywhere: boolean;
  /** Only the largest and the least are known. */
  areExtremes: boolean;
}

const factsOf = (eigenvalues: readonly number[], isEverywhere: boolean, areExtremes: boolean): RateFacts | null => {
  const positive = eigenvalues.filter((value) => value > 0).sort((a, b) => b - a);
  const [largest, least] = [positive[0], positive.at(-1)];
  if (largest === undefined || least === undefined) return null;
  return { eigenvalues: positive, limit: 2 / largest, best: 2 / (largest + least), isEverywhere, areExtremes };
};

export const factsOfSolution = ({ eigenvalues }: Pick<ExactSolution, 'eigenvalues'>): RateFacts | null =>
  factsOf(eigenvalues, true, false);

export const factsOfExtremes = (
  { largest, least }: { largest: { value: number }; least: { value: number } },
  isEverywhere: boolean,
): RateFacts | null => factsOf([largest.value, least.value], isEverywhere, true);

/** Plain descent with a constant rate, which the strip is about, on the rows of a run. */
export const plainDescent = <M extends Method>(settings: M): M => ({
  ...settings,
  optimizer: { kind: 'gradient-descent' },
  schedule: { kind: 'constant' },
  clip: null,
  averageFrom: null,
});

export const isPlain = ({ optimizer, schedule, batchSize, clip }: Method): boolean =>
  optimizer.kind === 'gradient-descent' && schedule.kind === 'constant' && batchSize === null && clip === null;

/** A run of its own that is to show what a rate does, and to end soon. */
export const trialSettings = (settings: RunSettings, learningRate: number, maxSteps: number): RunSettings => ({
  ...plainDescent(settings),
  learningRate,
  stop: { maxSteps, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
  workers: 1,
  startPaused: false,
});
