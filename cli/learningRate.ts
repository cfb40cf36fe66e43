import { isPenalised } from '../workers/core/losses/penalty';
import { DEFAULT_SOLVE, defaultLearningRate } from '../workers/core/training/defaults';
import { isConstantDescent } from '../workers/core/training/method';
import type { Method } from '../workers/core/schema';
import type { ChosenColumns } from './columns';
import { workHooks, type Session } from './dataset';
import { UsageError } from './failures';
import { number } from './format';
import type { TrainOptions } from './options';
import { parsePositive } from './arguments';

/** null: left to the number of features and the method. */
export const readLearningRate = (text: string | undefined, method: Method): number | 'auto' | null => {
  if (text === undefined) return null;
  if (text !== 'auto') return parsePositive('learning-rate', text);
  // The spectrum of the data says nothing of other methods and of a penalty.
  if (isConstantDescent(method) && !isPenalised(method.penalty)) return 'auto';
  throw new UsageError(
    'The option --learning-rate auto is for gradient-descent with a constant schedule and no penalty; give a number with other methods.',
  );
};

/** The rate of a run; for `auto` that which shrinks the error fastest, 2 / (lambda_min + lambda_max), from one pass over the rows. */
export const learningRateOf = async (
  session: Session,
  datasetId: string,
  { target, features }: ChosenColumns,
  { learningRate, method, standardize }: TrainOptions,
): Promise<number> => {
  const fallback = defaultLearningRate(features.length, method);
  if (learningRate !== 'auto') return learningRate ?? fallback;
  const solution = await session.engine.solve(
    datasetId,
    { ...DEFAULT_SOLVE, target: target.index, features: features.map(({ index }) => index), standardize },
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
