import type { ModelFile } from '../../electron/contract';
import { termName } from '../../workers/core/text/termName';
import { formatNumber } from './number';

const SHOWN_TERMS = 12;
const SHOWN_CLASSES = 6;

type Model = Pick<
  ModelFile,
  'targetName' | 'featureNames' | 'weights' | 'bias' | 'classNames' | 'classes' | 'intercept'
> & { loss: Pick<ModelFile['loss'], 'kind'> };

/**
 * y = 2 + 3.98 x1 − 1.2 x2, a line a class: rounded for reading; the file keeps every digit. Before the sign of equality stands
 * what the sum is: the prediction, or what the loss makes it of.
 */
export function formulaLines(model: Model): string[] {
  const { classes, classNames, targetName, loss } = model;
  if (classes !== null) {
    const shown = classes
      .slice(0, SHOWN_CLASSES)
      .map(({ name, weights, bias }) => equation(`score of “${name}”`, { ...model, weights, bias }));
    const hidden = classes.length - shown.length;
    return hidden > 0 ? [...shown, `… ${hidden} more classes`] : shown;
  }
  switch (loss.kind) {
    case 'logistic':
      return [equation(`log-odds of “${classNames?.[1] ?? targetName}”`, model)];
    case 'poisson':
      return [equation(`log of the expected ${targetName}`, model)];
    default:
      return [equation(targetName, model)];
  }
}

function equation(
  name: string,
  { weights, bias, featureNames, intercept }: Pick<Model, 'weights' | 'bias' | 'featureNames' | 'intercept'>,
): string {
  const terms = weights.slice(0, SHOWN_TERMS).map((weight, index) => {
    const size = `${formatNumber(Math.abs(weight), 5)} · ${termName(featureNames[index] ?? '')}`;
    // Nothing stands before the first term without a bias.
    if (index === 0 && !intercept) return weight < 0 ? `−${size}` : size;
    return `${signOf(weight)} ${size}`;
  });
  const hidden = weights.length - terms.length;
  if (hidden > 0) terms.push(`+ … ${hidden} more`);
  return [`${name} =`, ...(intercept ? [formatNumber(bias, 5)] : []), ...terms].join(' ');
}

const signOf = (value: number): string => (value < 0 ? '−' : '+');
