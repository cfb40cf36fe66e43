import type { ClassParameters, DatasetSummary, RunInfo, RunResult } from '../../workers/core/schema';

export interface TrainOutcome {
  dataset: DatasetSummary;
  info: RunInfo;
  result: RunResult;
}

const finiteOrNull = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;
const toMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;

/**
 * A set of weights a class, such that P(class) is its share of the sum of exp(w . x + b); null where the target is a
 * quantity. Of two classes of logistic loss the first has zeros, the second the log-odds.
 */
const classSets = ({ classNames }: RunInfo, { classes, weights, bias }: RunResult): ClassParameters[] | null => {
  if (classes !== null || classNames === null) return classes;
  const [first = '', second = ''] = classNames;
  return [
    { name: first, weights: weights.map(() => 0), bias: 0 },
    { name: second, weights, bias },
  ];
};

/** What `train --json` prints of a run: a run of a sweep is the same object. */
export const trainObject = ({ dataset, info, result }: TrainOutcome): Record<string, unknown> => {
  const named = (weights: number[]): { name: string; value: number | null }[] =>
    info.featureNames.map((name, j) => ({ name, value: finiteOrNull(weights[j] ?? null) }));
  const ofEachClass = result.classes !== null;
  return {
    model: 'linear',
    lossName: info.settings.loss.kind,
    nSamples: info.nSamples,
    nValidation: info.nValidation,
    nFeatures: info.nFeatures,
    rowsRejected: dataset.nRejected,
    rowsSkipped: info.rowsSkipped,
    steps: result.steps,
    stopReason: result.stopReason,
    loss: finiteOrNull(result.loss),
    validationLoss: finiteOrNull(result.validationLoss),
    objective: { value: finiteOrNull(result.objective), formula: info.objective },
    bias: ofEachClass ? null : finiteOrNull(result.bias),
    weights: ofEachClass ? null : named(result.weights),
    classNames: info.classNames,
    classes:
      classSets(info, result)?.map(({ name, weights, bias }) => ({
        name,
        bias: finiteOrNull(bias),
        weights: named(weights),
      })) ?? null,
    learningRate: result.learningRate,
    gradient: info.isFactored ? 'factored' : 'sharded',
    thetaHash: result.thetaHash,
    workers: result.nWorkers,
    elapsedMs: {
      import: toMicroseconds(dataset.elapsedMs),
      build: toMicroseconds(info.buildMs),
      train: toMicroseconds(result.elapsedMs),
    },
  };
};

export const jsonText = (value: unknown): string => JSON.stringify(value, null, 2);
