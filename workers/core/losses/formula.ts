import type { LossSettings, Penalty } from '../schema';
import { isPenalised } from './penalty';

/** Of the parameters of a run. */
interface Shape {
  /** Default 1. */
  nOutputs?: number;
  /** Default true. */
  intercept?: boolean;
  /** Whether the rows have weights. Default false. */
  isWeighted?: boolean;
}

interface Formula {
  mean: string;
  /** What its names stand for, where it has some. */
  meaning: string | null;
}

const rowFormula = (loss: LossSettings, eta: string): Formula => {
  switch (loss.kind) {
    case 'squared':
      return { mean: `(${eta} - y_i)^2`, meaning: null };
    case 'huber': {
      const { delta } = loss;
      const straight = delta === 1 ? '|r| - 1 / 2' : `${delta} (|r| - ${delta} / 2)`;
      return { mean: `h(${eta} - y_i)`, meaning: `h(r) = r^2 / 2 where |r| <= ${delta}, else ${straight}` };
    }
    case 'absolute':
      return { mean: `|${eta} - y_i|`, meaning: null };
    case 'quantile':
      return {
        mean: `max(${loss.quantile} u_i, (${loss.quantile} - 1) u_i)`,
        meaning: `u_i = y_i - (${eta})`,
      };
    case 'logistic':
      return { mean: '(log(1 + exp(eta_i)) - y_i eta_i)', meaning: `eta_i = ${eta}` };
    case 'softmax':
      return { mean: '(log(sum_k exp(eta_ik)) - eta_i,y_i)', meaning: `eta_ik = ${eta}` };
    case 'poisson':
      return { mean: '(exp(eta_i) - y_i eta_i)', meaning: `eta_i = ${eta}` };
  }
};

const formulaOf = (loss: LossSettings, { nOutputs = 1, intercept = true, isWeighted = false }: Shape): Formula => {
  const isMany = loss.kind === 'softmax';
  const [w, b] = isMany ? ['w_k', 'b_k'] : ['w', 'b'];
  const { mean, meaning } = rowFormula(loss, intercept ? `${w} . x_i + ${b}` : `${w} . x_i`);
  const range = isMany ? ` for k = 1 to ${nOutputs}` : '';
  const meanings = [
    ...(meaning === null ? [] : [`${meaning}${range}`]),
    ...(isWeighted ? ['v_i the weight of row i, of mean 1'] : []),
  ];
  return {
    mean: `L(${intercept ? 'w, b' : 'w'}) = (1/n) sum_i ${isWeighted ? 'v_i ' : ''}${mean}`,
    meaning: meanings.length > 0 ? meanings.join(', ') : null,
  };
};

const written = (formula: string, meaning: string | null): string =>
  meaning === null ? formula : `${formula}, with ${meaning}`;

/** The mean loss as a formula with its numbers; what is named but not known to everyone is said behind it. */
export const lossFormula = (loss: LossSettings, shape: Shape = {}): string => {
  const { mean, meaning } = formulaOf(loss, shape);
  return written(mean, meaning);
};

const penaltyTerms = ({ l1, l2, bias }: Penalty, isMany: boolean): string[] => {
  const w = isMany ? 'w_k' : 'w';
  const b = isMany ? 'b_k' : 'b';
  const norm = (ofWeights: string, ofBias: string): string => {
    const sum = bias ? `(${ofWeights} + ${ofBias})` : ofWeights;
    return isMany ? `sum_k ${sum}` : sum;
  };
  return [
    ...(l1 > 0 ? [`${l1} ${norm(`||${w}||_1`, `|${b}|`)}`] : []),
    ...(l2 > 0 ? [`(${l2} / 2) ${norm(`||${w}||^2`, `${b}^2`)}`] : []),
  ];
};

/** What a run minimises, as a formula with its numbers. */
export const objectiveFormula = (loss: LossSettings, penalty: Penalty, shape: Shape = {}): string => {
  const { mean, meaning } = formulaOf(loss, shape);
  if (!isPenalised(penalty)) return `${written(mean, meaning)}, no penalty`;
  return written([mean, ...penaltyTerms(penalty, loss.kind === 'softmax')].join(' + '), meaning);
};
