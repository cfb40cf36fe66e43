/**
 * What the self-test finds on linear regressions whose results are certified. Plain data. Digits are correct decimal ones,
 * -log10 of the relative error, from 0 to 15.
 */

/** What descent reaches from zeros on standardised powers, at the best constant learning rate. */
export interface SelfTestDescent {
  steps: number;
  learningRate: number;
  /** Of the worst coefficient, in the units of the file. */
  digits: number;
  /** The share of the distance to the optimum that a step leaves at worst, (kappa - 1) / (kappa + 1). */
  contraction: number;
}

export interface SelfTestSet {
  name: string;
  nRows: number;
  nFeatures: number;
  degree: number;
  intercept: boolean;
  /** Of the exact twin: the worst coefficient and the worst standard error, of which at least `demandedDigits` are asked. */
  coefficientDigits: number;
  standardErrorDigits: number;
  demandedDigits: number;
  isPassed: boolean;
  /** Of the Hessian in the space in which training runs; null where it is singular. */
  conditionNumber: number | null;
  descent: SelfTestDescent;
  /** One sentence: why descent reaches what it reaches. */
  why: string;
}

export interface SelfTestReport {
  /** Of the certified values. */
  source: string;
  sets: SelfTestSet[];
  isPassed: boolean;
  elapsedMs: number;
}
