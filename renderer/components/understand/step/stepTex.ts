import type { LossSettings, Penalty } from '../../../../electron/contract';
import type { WrittenDerivative, WrittenUpdate } from '../../../../workers/core/explain/writtenStep';
import { formatCount, formatNumber, formatShort } from '../../../format/number';

/** Formulas of the step as TeX. */

const DIGITS = 4;
const FEW_DIGITS = 3;

const asTex = (text: string): string => {
  const [mantissa, power] = text.replaceAll('\u2212', '-').replaceAll(',', '{,}').split('e');
  return power === undefined ? (mantissa ?? '') : `${mantissa}\\cdot 10^{${power}}`;
};

/** A number in a formula with so many digits; 1.2e-7 is set as a power of ten. */
export const texNumber = (value: number, digits = DIGITS): string => asTex(formatNumber(value, digits));
/** The same without the zeros that say nothing. */
const texShort = (value: number, digits = DIGITS): string => asTex(formatShort(value, digits));

const texCount = (value: number): string => formatCount(value).replaceAll(',', '{,}');

/** A negative number in brackets, where it follows a sign. */
const operand = (value: number, digits = DIGITS): string =>
  value < 0 ? `(${texShort(value, digits)})` : texShort(value, digits);

interface Place {
  /** Of the parameter in theta. */
  index: number;
  nFeatures: number;
  nOutputs: number;
}

/** w with its number from 1, b; with several outputs that of the output first. */
export function symbolOf({ index, nFeatures, nOutputs }: Place): string {
  const place = index % (nFeatures + 1);
  const output = nOutputs > 1 ? `${Math.floor(index / (nFeatures + 1)) + 1}` : '';
  if (place === nFeatures) return output === '' ? 'b' : `b_{${output}}`;
  return output === '' ? `w_{${place + 1}}` : `w_{${output},${place + 1}}`;
}

export const UPDATE_TEX = String.raw`\theta\leftarrow\theta-\eta\,\nabla L(\theta)`;

/** w <- w - eta dL/dw with its numbers. */
export const updateTex = (symbol: string, { before, gradient, after }: WrittenUpdate, learningRate: number): string[] => [
  `${symbol}\\leftarrow ${texNumber(before, 6)}-${texShort(learningRate)}\\times ${operand(gradient, 6)}`,
  `\\qquad=${texNumber(after, 6)}`,
];

const X = String.raw`x_{i,j}`;

/** The derivative of the mean loss by a weight (j) or a bias, with the penalty's part; v_i is the weight of row i where rows have some. */
export function derivativeTex(
  loss: LossSettings,
  { l1, l2 }: Penalty,
  place: Place & { isPenalised: boolean; isWeighted?: boolean },
): string {
  const j = (place.index % (place.nFeatures + 1)) + 1;
  const isBias = j > place.nFeatures;
  const x = isBias ? '' : `\\,${X.replace('j', String(j))}`;
  const symbol = symbolOf(place);
  const v = place.isWeighted ? 'v_i' : '';
  const sum = (factor: number): string => `\\frac{${factor}}{n}\\sum_{i=1}^{n}${v}`;
  const slope =
    loss.kind === 'squared'
      ? `${sum(2)}(\\hat y_i-y_i)`
      : loss.kind === 'logistic'
        ? `${sum(1)}(p_i-y_i)`
        : loss.kind === 'poisson'
          ? `${sum(1)}(\\hat y_i-y_i)`
          : `${sum(1)}\\ell'(\\eta_i,y_i)`;
  const ridge = place.isPenalised && l2 > 0 ? `+${texShort(l2)}\\,${symbol}` : '';
  const lasso = place.isPenalised && l1 > 0 ? `+${texShort(l1)}\\,\\operatorname{sign}(${symbol})` : '';
  return `\\frac{\\partial L}{\\partial ${symbol}}=${slope}${x}${ridge}${lasso}`;
}

/** A line for each of the first rows: residual times feature (squared loss), else slope times feature, each times the row's weight where it has one; then an ellipsis and the whole. */
export function sumTex(
  { kind }: Pick<LossSettings, 'kind'>,
  { terms, nOthers, total }: WrittenDerivative,
  nSamples: number,
  isBias: boolean,
): string[] {
  const isSquared = kind === 'squared';
  const written = terms.map(({ row, feature }) => {
    const slope = isSquared
      ? `(${texShort(row.predictor)}-${operand(row.target)})`
      : operand(row.slope);
    const part = row.weight === 1 ? slope : `${texShort(row.weight)}\\times ${slope}`;
    return isBias ? part : `${part}\\times ${operand(feature, FEW_DIGITS)}`;
  });
  const [first = '', ...others] = [...written, ...(nOthers > 0 ? ['\\cdots'] : [])];
  // A line of its own, for a long term would not fit beside it.
  const begin = `=\\tfrac{${isSquared ? 2 : 1}}{${texCount(nSamples)}}[`;
  const lines = [begin, `\\qquad\\phantom{+}${first}`, ...others.map((term) => `\\qquad+${term}`)];
  return [...lines.slice(0, -1), `${lines.at(-1)}\\,]`, `=${texNumber(total, 6)}`];
}
