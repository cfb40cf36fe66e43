import { describeSpectrum } from '../../core/exact/spectrum';
import { waldCoefficients } from '../../core/exact/wald';
import { designNames } from '../../core/design/designNames';
import { outputCount } from '../../core/losses/properties';
import { FallLineError, type ExactSolution, type SolveSettings } from '../../core/schema';
import { formatCount } from '../../core/text/counted';
import type { WorkHooks } from '../api';
import type { DesignMatrix } from '../training/designMatrix';
import { normalCdf } from './normalCdf';
import type { FindOptimum } from './optimum';
import { separated } from './separable';
import { PENALTY_NOTE, type SolveSource } from './solveMatrix';

const MOST_STEPS = 200;
const TOLERANCE = 1e-12;
/** The Hessian has as many columns, each a pass over the rows. */
const MOST_PARAMETERS = 500;

const noStandardErrors = ({ loss, l2 }: SolveSettings, isSingular: boolean): string[] => {
  if (l2 > 0) return [PENALTY_NOTE];
  if (loss.kind === 'softmax') {
    return [
      'Adding the same numbers to the weights of every class changes no probability, so that the coefficients have no standard errors; shown are those that add up to 0 over the classes, where descent from zeros ends.',
    ];
  }
  if (loss.kind === 'huber') return ['The Huber loss is no likelihood, so that the coefficients have no standard errors.'];
  if (!isSingular) return [];
  return [
    'Columns depend on each other, so that other coefficients fit equally well and have no standard errors; shown are those where descent from zeros ends.',
  ];
};

const noMinimum = (targetName: string, column: string): FallLineError =>
  new FallLineError(
    'setting-invalid',
    `Without a penalty the loss of "${targetName}" has no minimum at finite weights, for it falls ever further as the weight of "${column}" grows. Add an L2 penalty, for example 0.01.`,
  );

/** The minimum of a loss other than the squared one, by Newton's method on the shards of a run, which must stay until the end. */
export const newtonTwin = async (
  findOptimum: FindOptimum,
  matrix: DesignMatrix,
  settings: SolveSettings,
  { targetName, featureNames }: SolveSource,
  { signal }: WorkHooks,
): Promise<ExactSolution> => {
  const startedAt = performance.now();
  const { loss, l2, intercept, degree } = settings;
  const { plan, summary, rowsSkipped } = matrix;
  const { nSamples, nFeatures } = plan;
  const nOutputs = outputCount(loss, plan.nOutputs);
  const nParameters = nOutputs * (nFeatures + (intercept ? 1 : 0));
  if (nParameters > MOST_PARAMETERS) {
    throw new FallLineError(
      'setting-invalid',
      `${formatCount(nParameters)} parameters are too many for the exact solution with the loss ${loss.kind}. Choose fewer columns, ${MOST_PARAMETERS} parameters at most.`,
    );
  }
  const optimum = await findOptimum(
    matrix,
    { loss, l2, intercept, rows: null, maxSteps: MOST_STEPS, tolerance: TOLERANCE, wantsCurvature: true },
    signal,
  );
  if (optimum.isSeparated) throw separated(targetName);
  if (optimum.runaway !== null) {
    throw noMinimum(targetName, designNames(featureNames, degree)[optimum.runaway % (nFeatures + 1)]!);
  }
  const { curvature } = optimum;
  if (!optimum.isReached || !curvature) {
    throw new FallLineError(
      'setting-invalid',
      `Newton's method did not come to a minimum in ${MOST_STEPS} steps. Add an L2 penalty, for example 0.01, or standardise the columns.`,
    );
  }
  return {
    targetName,
    classNames: summary.classNames,
    startGaps: null,
    coefficients: waldCoefficients(optimum, {
      columnNames: designNames(featureNames, degree),
      classNames: nOutputs > 1 ? summary.classNames : null,
      intercept,
      scaling: summary.scaling,
      nSamples,
      isLikelihood: loss.kind !== 'huber' && l2 === 0,
      normalCdf,
    }),
    dependentColumns: [],
    ...describeSpectrum(curvature.eigenvalues),
    nSamples,
    rowsSkipped,
    rank: curvature.rank,
    degreesOfFreedom: nSamples - curvature.rank,
    residualSumOfSquares: null,
    loss: optimum.objective,
    residualStandardDeviation: null,
    rSquared: null,
    notes: [...matrix.notes, ...noStandardErrors(settings, curvature.unitVariances === null)],
    nWorkers: optimum.nWorkers,
    elapsedMs: performance.now() - startedAt,
  };
};
