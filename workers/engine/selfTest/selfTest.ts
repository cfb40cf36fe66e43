import { agreedDigits } from '../../core/exact/agreement';
import type { ExactReply } from '../../core/exact/exactTask';
import { contraction } from '../../core/exact/stepAdvice';
import type { SelfTestReport, SelfTestSet } from '../../core/schema';
import { explainDescent } from '../../core/selfTest/explainDescent';
import type { WorkHooks } from '../api';
import { replyOf, type SolverOptions } from '../exact/factorMatrix';
import { inferFit } from '../exact/inferFit';
import certified from './nistLinear.json';

const DESCENT_STEPS = 100_000;
/** Least digits in every coefficient and standard error. */
const DEMANDED = 7;
const DEMANDED_OF_EASY = 10;
const EASY = ['Norris', 'Longley'];

type CertifiedSet = (typeof certified.sets)[number];

/** Features first, the target last; in the file of figures the target is the first column. */
const columnsOf = ({ columns, rows }: CertifiedSet): Float64Array<ArrayBuffer>[] => {
  const [target, ...features] = columns.map((_, j) => Float64Array.from(rows, (row) => row[j] ?? NaN));
  if (!target) throw new RangeError('A certified set has no columns.');
  return [...features, target];
};

const leastDigits = (found: readonly (number | null)[], expected: readonly number[]): number =>
  expected.reduce((least, value, i) => {
    const digits = agreedDigits(found[i] ?? NaN, value);
    return Math.min(least, Number.isNaN(digits) ? 0 : digits);
  }, Infinity);

const judge = (set: CertifiedSet, reply: ExactReply): SelfTestSet => {
  const { fit, descent } = replyOf('certified', reply);
  const { coefficients } = inferFit(fit);
  const values = set.coefficients.map(({ value }) => value);
  const coefficientDigits = leastDigits(coefficients.map(({ value }) => value), values);
  const standardErrorDigits = leastDigits(
    coefficients.map(({ standardError }) => standardError),
    set.coefficients.map(({ standardError }) => standardError),
  );
  const demandedDigits = EASY.includes(set.name) ? DEMANDED_OF_EASY : DEMANDED;
  const { eigenvalues, conditionNumber } = fit.spectrum;
  return {
    name: set.name,
    nRows: set.rows.length,
    nFeatures: set.columns.length - 1,
    degree: set.degree,
    intercept: set.intercept,
    coefficientDigits,
    standardErrorDigits,
    demandedDigits,
    isPassed: Math.min(coefficientDigits, standardErrorDigits) >= demandedDigits,
    conditionNumber,
    descent: {
      steps: descent.nSteps,
      learningRate: descent.learningRate,
      digits: leastDigits(descent.coefficients, values),
      contraction: contraction(eigenvalues, descent.learningRate),
    },
    why: explainDescent(fit.spectrum, descent.learningRate, descent.nSteps),
  };
};

/** Solves the certified sets on worker threads, through tiles and QR as the rows of a file go. */
export const runSelfTest = async (
  { pool, kernels }: SolverOptions,
  hooks: WorkHooks = {},
): Promise<SelfTestReport> => {
  const startedAt = performance.now();
  const total = certified.sets.length;
  let done = 0;
  const report = (): void =>
    hooks.onProgress?.({
      phase: 'self-test',
      done,
      total,
      unit: 'sets',
      elapsedMs: performance.now() - startedAt,
      remainingMs: null,
    });
  const kernelModule = kernels();
  report();
  const sets = await pool.use(hooks, (run) =>
    Promise.all(
      certified.sets.map(async (set) => {
        const { degree, intercept } = set;
        const columns = columnsOf(set);
        const reply = await run({ kind: 'certify', kernelModule, columns, degree, intercept, nSteps: DESCENT_STEPS });
        done += 1;
        report();
        return judge(set, reply);
      }),
    ),
  );
  return {
    source: certified.source,
    sets,
    isPassed: sets.every(({ isPassed }) => isPassed),
    elapsedMs: performance.now() - startedAt,
  };
};
