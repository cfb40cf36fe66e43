import { parameterSet, type ParameterSet } from '../../renderer/format/parameters';
import type { MetricFrame } from '../../workers/core/schema';
import { LOSS, LOSS_MAX, LOSS_MIN, STEP, recordLength } from '../../workers/core/training/record';

/** Frames of a made-up run with one worker whose loss at each step is given; parameter j at step t is 100 j + t. */
export function metricFrame(
  steps: readonly number[],
  { stride = 1, nFeatures = 1, loss = (step: number) => step, latest = steps.at(-1) ?? 0 } = {},
): MetricFrame {
  const length = recordLength(1, nFeatures + 1);
  const record = (step: number): Float64Array<ArrayBuffer> => {
    const numbers = new Float64Array(length);
    numbers[STEP] = step;
    numbers[LOSS] = numbers[LOSS_MIN] = numbers[LOSS_MAX] = loss(step);
    for (let j = 0; j <= nFeatures; j++) numbers[length - nFeatures - 1 + j] = 100 * j + step;
    return numbers;
  };
  const records = new Float64Array(steps.length * length);
  for (const [index, step] of steps.entries()) records.set(record(step), index * length);
  const newest = record(latest);
  return {
    runId: 'run',
    state: 'running',
    stride,
    recordLength: length,
    records,
    latest: newest,
    theta: newest.slice(length - nFeatures - 1),
    gradient: new Float64Array(nFeatures + 1).fill(-2),
    learningRate: 0.5,
    totalsMs: new Float64Array(3),
  };
}

/** One set of weights with these names, and its bias. */
export const parametersOf = (...featureNames: string[]): ParameterSet =>
  parameterSet({ featureNames, outputNames: null, intercept: true });

export const range = (from: number, to: number, by = 1): number[] =>
  Array.from({ length: Math.ceil((to - from) / by) }, (_, index) => from + index * by);
