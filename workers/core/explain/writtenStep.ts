import { OPTIMISERS } from '../optimisers/catalogue';
import type { Method, ProbedRow, Scaling } from '../schema';
import { counted, formatCount } from '../text/counted';
import { shortNumber } from '../text/shortNumber';
import { toRaw } from '../training/parameters';

/** One parameter's line of theta_new = theta - eta g, in one space. */
export interface WrittenUpdate {
  before: number;
  /** What eta multiplies. */
  gradient: number;
  after: number;
}

export interface WrittenParameter {
  index: number;
  name: string;
  training: WrittenUpdate;
  /**
   * In the units of the file. The step is taken in the training space, so `gradient` is that one carried over as the parameters are (g_j / scale_j
   * for a weight), and not the derivative by the raw weight.
   */
  raw: WrittenUpdate;
}

interface Entry {
  index: number;
  name: string;
}

const updateOf = (before: number, gradient: number, learningRate: number): WrittenUpdate => ({
  before,
  gradient,
  after: before - learningRate * gradient,
});

/** theta_new = theta - eta g for each entry: plain descent. In raw units by the same linear map, which `toRaw` is. */
export const plainStep = (
  theta: Float64Array,
  gradient: Float64Array,
  learningRate: number,
  scaling: Scaling,
  entries: readonly Entry[],
): WrittenParameter[] => {
  const raw = new Float64Array(theta.length);
  const rawGradient = new Float64Array(theta.length);
  toRaw(theta, scaling, raw);
  toRaw(gradient, scaling, rawGradient);
  return entries.map(({ index, name }) => ({
    index,
    name,
    training: updateOf(theta[index]!, gradient[index]!, learningRate),
    raw: updateOf(raw[index]!, rawGradient[index]!, learningRate),
  }));
};

/** What a step did to a parameter, by whatever rule. */
export interface WrittenMove {
  index: number;
  name: string;
  training: { before: number; after: number };
  raw: { before: number; after: number };
}

/** The change that was made between two steps. */
export const madeStep = (
  before: Float64Array,
  after: Float64Array,
  scaling: Scaling,
  entries: readonly Entry[],
): WrittenMove[] => {
  const rawBefore = new Float64Array(before.length);
  const rawAfter = new Float64Array(after.length);
  toRaw(before, scaling, rawBefore);
  toRaw(after, scaling, rawAfter);
  return entries.map(({ index, name }) => ({
    index,
    name,
    training: { before: before[index]!, after: after[index]! },
    raw: { before: rawBefore[index]!, after: rawAfter[index]! },
  }));
};

/** The update of an optimiser as its catalogue writes it. */
export const updateFormula = ({ optimizer }: Pick<Method, 'optimizer'>): { title: string; formula: string } => {
  const { title, formula } = OPTIMISERS[optimizer.kind];
  return { title, formula };
};

/** The derivative by one parameter as a sum over the rows: the first ones, what all else adds, and the whole. */
export interface WrittenDerivative {
  /** weight slope x_j / n of each of the first rows. */
  terms: { row: ProbedRow; feature: number; part: number }[];
  /** Rows that are not written out. */
  nOthers: number;
  /** What they add, and the penalty where there is one. */
  others: number;
  total: number;
}

/** x_j of a row: 1 for the bias. */
export const featureOf = ({ features }: ProbedRow, place: number): number => features[place] ?? 1;

/**
 * dL/dtheta_j = (1/n) sum_i slope_i x_ij, and the penalty. `place`: of the parameter among those of its output, the bias being last.
 * `total` is the element of the gradient.
 */
export const writtenDerivative = (
  first: readonly ProbedRow[],
  place: number,
  nSamples: number,
  total: number,
): WrittenDerivative => {
  const terms = first.map((row) => ({ row, feature: featureOf(row, place), part: row.pull }));
  const written = terms.reduce((sum, { part }) => sum + part, 0);
  return { terms, nOthers: nSamples - terms.length, others: total - written, total };
};

const signed = (value: number): string => `${value < 0 ? '\u2212' : '+'}${shortNumber(Math.abs(value), 4)}`;
const short = (value: number): string => shortNumber(value, 4).replaceAll('-', '\u2212');

/** Per cent of the derivative beyond which a single pull is no share of it. */
const CANCELLED = 1_000;

/** The way in which its slope drives a parameter, and the row that pulls hardest. Exact sentences. */
export const whyItMoves = (
  name: string,
  derivative: number,
  hardest: readonly ProbedRow[],
  nSamples: number,
): string => {
  if (derivative === 0) return `No slope drives ${name}: the pulls of all ${counted(nSamples, 'row')} cancel.`;
  const way = derivative < 0 ? 'up: the loss falls' : 'down: the loss rises';
  const start = `The slope drives ${name} ${way} as it grows, its derivative being ${short(derivative)}.`;
  const [row] = hardest;
  if (row === undefined) return start;
  const most = `Row ${formatCount(row.index + 1)} pulls hardest, with ${signed(row.pull)}`;
  const share = (100 * Math.abs(row.pull)) / Math.abs(derivative);
  if (share > CANCELLED) return `${start} ${most}, far more than the whole: the pulls of the rows all but cancel.`;
  const isWith = Math.sign(row.pull) === Math.sign(derivative);
  return `${start} ${most}, ${shortNumber(share, 2)} % of it${isWith ? '' : ' and the other way'}.`;
};
