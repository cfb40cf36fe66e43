import type { RunInfo, RunResult } from '../../workers/core/schema';
import { termName } from '../../workers/core/text/termName';
import { count, cut, number, printable } from '../format';

const FORMULA_FEATURES = 6;
const FORMULA_DIGITS = 6;

const readable = (name: string): string => cut(printable(name), 30);

const term = (weight: number, name: string): string =>
  `${weight < 0 ? '-' : '+'} ${number(Math.abs(weight), FORMULA_DIGITS)}${name === '' ? '' : ` ${termName(name)}`}`;

/**
 * `y = 2 x1 - 4 x2 + 0.5`, rounded for reading; a long one is cut after its first features. `bias` is null where
 * there is none.
 */
export const formula = (left: string, names: string[], weights: number[], bias: number | null): string => {
  const terms = names.slice(0, FORMULA_FEATURES).map((name, j) => term(weights[j] ?? NaN, readable(name)));
  const more = names.length > terms.length ? [`+ … (${count(names.length - terms.length)} more)`] : [];
  const last = bias === null ? [] : [term(bias, '')];
  const sum = [...terms, ...more, ...last].join(' ').replace(/^\+ /, '').replace(/^- /, '-');
  return `${left} = ${sum}`;
};

/** What the sum of the terms is, by the loss. */
const predicted = ({ settings: { loss }, targetName, classNames }: RunInfo): string => {
  const target = readable(targetName);
  switch (loss.kind) {
    case 'absolute':
      return `median of ${target}`;
    case 'quantile':
      return `${loss.quantile} quantile of ${target}`;
    case 'logistic':
      return `log-odds of ${target} being "${readable(classNames?.[1] ?? '1')}"`;
    case 'poisson':
      return `log of the expected ${target}`;
    default:
      return target;
  }
};

/** The model in one line. */
export const modelFormula = (info: RunInfo, { weights, bias }: RunResult): string =>
  info.settings.loss.kind === 'softmax'
    ? `probability of a class of ${readable(info.targetName)} = exp(eta) / sum of exp(eta) over the classes, each eta by its column:`
    : formula(predicted(info), info.featureNames, weights, info.settings.intercept ? bias : null);
