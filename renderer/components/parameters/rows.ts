import { parameterName } from '../../charts/pinned';
import { parameterStyle } from '../../charts/series';
import type { Method, MetricFrame, Scaling } from '../../../workers/core/schema';
import { isConstantDescent } from '../../../workers/core/training/method';
import { toRaw, toRawChange, toRawGradient } from '../../../workers/core/training/parameters';

/** All in raw units, the bias last. */
export interface ParameterValues {
  weights: Float64Array;
  gradient: Float64Array;
  /** Of the next step of plain descent; null where another method makes it. */
  change: Float64Array | null;
}

/** Whether a step is eta times the gradient that a frame holds. */
export const isPlainDescent = (method: Method): boolean => isConstantDescent(method) && method.penalty.l1 === 0;

export function parameterValues(frame: MetricFrame, scaling: Scaling, isPlain = true): ParameterValues {
  const length = frame.theta.length;
  const values = {
    weights: new Float64Array(length),
    gradient: new Float64Array(length),
    change: isPlain ? new Float64Array(length) : null,
  };
  toRaw(frame.theta, scaling, values.weights);
  toRawGradient(frame.gradient, scaling, values.gradient);
  if (values.change) toRawChange(frame.gradient, frame.learningRate, scaling, values.change);
  return values;
}

/** Indices of the parameters whose name holds the text; the bias is always last. */
export function matchingParameters(featureNames: readonly string[], text: string): number[] {
  const wanted = text.trim().toLowerCase();
  const all = featureNames.map((_, index) => index);
  const found = wanted === '' ? all : all.filter((index) => featureNames[index]?.toLowerCase().includes(wanted));
  return [...found, featureNames.length];
}

/** Tab-separated, full precision, with a header line. */
export function parametersText(featureNames: readonly string[], values: ParameterValues): string {
  const lines = Array.from(values.weights, (weight, index) =>
    [
      parameterName(featureNames, index).replace(/[\t\r\n]+/g, ' '),
      weight,
      values.gradient[index],
      values.change?.[index] ?? '',
    ].join('\t'),
  );
  return ['parameter\tweight\tgradient\tnext change', ...lines].join('\n');
}

export const parameterTone = (index: number, nFeatures: number): string =>
  `tone-${parameterStyle(index, nFeatures).color}`;
