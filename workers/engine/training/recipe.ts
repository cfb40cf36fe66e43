import type { FactoredLoss } from '../../core/exact/factoredLoss';
import type { Method, RunInfo } from '../../core/schema';
import type { StepRecipe } from '../../core/training/trainTask';

export const methodOf = ({ loss, penalty, optimizer, schedule, batchSize, clip, averageFrom, gradient }: Method): Method => ({
  loss,
  penalty,
  optimizer,
  schedule,
  batchSize,
  clip,
  averageFrom,
  gradient,
});

export const recipeOf = (
  { settings, scaling }: RunInfo,
  theta: Float64Array<ArrayBuffer>,
  factored: FactoredLoss | null,
  leastWeight: number,
): StepRecipe => ({
  theta,
  method: methodOf(settings),
  intercept: settings.intercept,
  seed: settings.seed,
  scaling,
  leastWeight,
  factored,
});
