import type { ModelFile } from '../../electron/contract';
import { formatNumber } from './number';

const SHOWN_TERMS = 12;

/** y = 2 + 3.98 x1 − 1.2 x2: rounded for reading; the file keeps every digit. */
export function formulaText(model: Pick<ModelFile, 'targetName' | 'featureNames' | 'weights' | 'bias'>): string {
  const terms = model.weights
    .slice(0, SHOWN_TERMS)
    .map((weight, index) => `${signOf(weight)} ${formatNumber(Math.abs(weight), 5)} · ${model.featureNames[index]}`);
  const hidden = model.weights.length - terms.length;
  if (hidden > 0) terms.push(`+ … ${hidden} more`);
  return [`${model.targetName} = ${formatNumber(model.bias, 5)}`, ...terms].join(' ');
}

const signOf = (value: number): string => (value < 0 ? '−' : '+');
