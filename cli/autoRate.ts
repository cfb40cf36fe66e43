import { DEFAULT_SOLVE, defaultLearningRate } from '../workers/core/training/defaults';
import type { ChosenColumns } from './columns';
import { workHooks, type Session } from './dataset';
import { number } from './format';
import type { RunOptions } from './options/train';

/**
 * The rate of a run; for `auto` that which shrinks the error fastest, 2 / (lambda_min + lambda_max) of the
 * objective's smooth part, from one pass over the rows.
 */
export const learningRateOf = async (
  session: Session,
  datasetId: string,
  { target, features }: ChosenColumns,
  { learningRate, method, design, standardize }: RunOptions,
): Promise<number> => {
  const fallback = defaultLearningRate(features.length * design.degree, method);
  if (learningRate !== 'auto') return learningRate ?? fallback;
  const solution = await session.engine.solve(
    datasetId,
    {
      ...DEFAULT_SOLVE,
      ...design,
      isShuffled: design.validationShare > 0,
      l2: method.penalty.l2,
      target: target.index,
      features: features.map(({ index }) => index),
      standardize,
    },
    workHooks(session),
  );
  const { bestLearningRate, divergenceLimit } = solution;
  if (bestLearningRate === null || divergenceLimit === null) return fallback;
  if (!session.quiet) {
    session.io.stderr(
      `Learning rate ${number(bestLearningRate, 4)}: the best constant one; descent converges below ${number(divergenceLimit, 4)}.\n`,
    );
  }
  return bestLearningRate;
};
