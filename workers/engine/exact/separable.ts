import { isPenalised } from '../../core/losses/penalty';
import { isForClasses } from '../../core/losses/properties';
import { FallLineError, type RunSettings } from '../../core/schema';
import { nParameters } from '../../core/training/parameterShape';
import type { DesignMatrix } from '../training/designMatrix';
import type { FindOptimum, OptimumRequest } from './optimum';

/** Newton's steps on classes that can be separated take a factor of about e from the loss each. */
const MOST_STEPS = 50;
/** Near enough to a minimum to know that there is one: on separated classes the loss is at its bound long before. */
const TOLERANCE = 1e-6;
/** Rows of the sample. */
const SAMPLE_ROWS = 4_096;
const ROWS_PER_PARAMETER = 20;

export const separated = (targetName: string): FallLineError =>
  new FallLineError(
    'setting-invalid',
    `The classes of "${targetName}" can be separated without a miss, so that without a penalty the weights would grow for ever. Add an L2 penalty, for example 0.01.`,
  );

/**
 * Throws where the features tell every row's class, for then an unpenalised loss has no minimum: the mean loss of n rows below
 * log(2) / n proves it. Rows that cannot be separated are often so few that a part of them tells; only where it does
 * not are all looked at. The shards must stay until the promise has settled.
 */
export const checkSeparable = async (
  findOptimum: FindOptimum,
  matrix: DesignMatrix,
  { loss, penalty, intercept }: Pick<RunSettings, 'loss' | 'penalty' | 'intercept'>,
  targetName: string,
  signal?: AbortSignal,
): Promise<void> => {
  if (!isForClasses(loss) || isPenalised(penalty)) return;
  const { nSamples } = matrix.plan;
  const request: OptimumRequest = {
    ...{ loss, l2: 0, intercept, rows: null },
    // A row that counts little is on its side only where the loss is that much smaller.
    ...{ maxSteps: MOST_STEPS, tolerance: TOLERANCE * matrix.summary.leastWeight, wantsCurvature: false },
  };
  const nSampled = Math.max(SAMPLE_ROWS, ROWS_PER_PARAMETER * nParameters(matrix.plan));
  if (2 * nSampled <= nSamples) {
    const sample = await findOptimum(matrix, { ...request, rows: { rowStart: 0, rowEnd: nSampled } }, signal);
    if (sample.isReached && !sample.isSeparated) return;
  }
  const { isSeparated } = await findOptimum(matrix, request, signal);
  if (isSeparated) throw separated(targetName);
};
