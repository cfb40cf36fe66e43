import { parameterStyle } from '../../charts/series';
import type { Method, MetricFrame, Scaling } from '../../../workers/core/schema';
import { agreedDigits } from '../../../workers/core/exact/agreement';
import { onlyBias, type ParameterEntry, type ParameterSet } from '../../format/parameters';
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

/** Those whose name holds the text; the only bias is always last. */
export function matchingParameters(parameters: ParameterSet, text: string): readonly ParameterEntry[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return parameters.entries;
  const always = onlyBias(parameters);
  return parameters.entries.filter((entry) => entry === always || entry.name.toLowerCase().includes(wanted));
}

/** Tab-separated, full precision, with a header line. */
export function parametersText(
  { entries }: ParameterSet,
  values: ParameterValues,
  exactValues: readonly number[] | null = null,
): string {
  const lines = entries.map(({ index, name }) => {
    const weight = values.weights[index] ?? NaN;
    const exact = exactValues?.[index];
    return [
      name.replace(/[\t\r\n]+/g, ' '),
      weight,
      ...(exact === undefined ? [] : [exact, agreedDigits(weight, exact).toFixed(1)]),
      values.gradient[index],
      values.change?.[index] ?? '',
    ].join('\t');
  });
  const twin = exactValues === null ? [] : ['exact', 'digits agreed'];
  return [['parameter', 'weight', ...twin, 'gradient', 'next change'].join('\t'), ...lines].join('\n');
}

export const parameterTone = (entry: ParameterEntry): string => `tone-${parameterStyle(entry).color}`;
