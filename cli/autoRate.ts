import type { ExactSolution } from '../workers/core/schema';
import { DEFAULT_SOLVE, defaultLearningRate } from '../workers/core/training/defaults';
import { indicesOf, type ChosenColumns } from './columns';
import { workHooks, type Session } from './dataset';
import { number } from './format';
import type { RunOptions } from './options/train';

interface Rates {
  best: number;
  limit: number;
}

/**
 * 2 / (lambda_min + lambda_max) and 2 / lambda_max of the solution's objective with (l2 / 2) ||theta||^2 added, which adds
 * l2 to each eigenvalue; null where there is no curvature.
 */
const ratesOf = (solution: ExactSolution, l2: number): Rates | null => {
  const { lambdaMax, lambdaMin, bestLearningRate, divergenceLimit } = solution;
  if (l2 > 0) return { best: 2 / (lambdaMin + lambdaMax + 2 * l2), limit: 2 / (lambdaMax + l2) };
  if (bestLearningRate === null || divergenceLimit === null) return null;
  return { best: bestLearningRate, limit: divergenceLimit };
};

/** The rate of a run; for `auto` that which shrinks the error fastest, from one pass over the rows. */
export const learningRateOf = async (
  session: Session,
  datasetId: string,
  chosen: ChosenColumns,
  { learningRate, method, design, standardize }: RunOptions,
): Promise<number> => {
  const fallback = defaultLearningRate(chosen.features.length * design.degree, method);
  if (learningRate !== 'auto') return learningRate ?? fallback;
  const { l2, bias } = method.penalty;
  // The exact solution's penalty leaves the bias free; one on all parameters alike is added afterwards.
  const solution = await session.engine.solve(
    datasetId,
    {
      ...DEFAULT_SOLVE,
      ...design,
      ...indicesOf(chosen),
      l2: bias ? 0 : l2,
      isShuffled: design.validationShare > 0,
      standardize,
    },
    workHooks(session),
  );
  const rates = ratesOf(solution, bias ? l2 : 0);
  if (rates === null) return fallback;
  if (!session.quiet) {
    session.io.stderr(
      `Learning rate ${number(rates.best, 4)}: the best constant one; descent converges below ${number(rates.limit, 4)}.\n`,
    );
  }
  return rates.best;
};
