import type { SelfTestReport } from '../../../electron/contract';

/** Two of the certified sets, with figures near the real ones. */
export const FAKE_SELF_TEST: SelfTestReport = {
  source: 'NIST StRD',
  sets: [
    {
      name: 'Norris',
      nRows: 36,
      nFeatures: 1,
      degree: 1,
      intercept: true,
      coefficientDigits: 12.3,
      standardErrorDigits: 13.1,
      demandedDigits: 10,
      isPassed: true,
      conditionNumber: 1,
      descent: { steps: 100_000, learningRate: 0.5, digits: 12.1, contraction: 0 },
      why: 'The condition number of the Hessian is 1: every direction arrives within 100,000 steps, and only rounding is left.',
    },
    {
      name: 'Filip',
      nRows: 82,
      nFeatures: 1,
      degree: 10,
      intercept: true,
      coefficientDigits: 7.9,
      standardErrorDigits: 7.7,
      demandedDigits: 7,
      isPassed: true,
      conditionNumber: null,
      descent: { steps: 100_000, learningRate: 0.1, digits: 0, contraction: 1 },
      why: 'The condition number of the Hessian is infinite: nine of ten directions are still on their way.',
    },
  ],
  isPassed: true,
  elapsedMs: 1234,
};
