import type { StudyEntry } from '../schema';

export interface Spread {
  count: number;
  mean: number;
  /** Of a single value, 1 / (count - 1); null where there is one alone. */
  deviation: number | null;
  least: number;
  greatest: number;
}

/** Mean and spread of the validation losses of trainings; null where none has one. */
export const validationSpread = (entries: readonly Pick<StudyEntry, 'validationLoss'>[]): Spread | null => {
  const losses = entries.flatMap(({ validationLoss }) => (validationLoss === null ? [] : [validationLoss]));
  const count = losses.length;
  if (count === 0) return null;
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / count;
  const squares = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0);
  return {
    count,
    mean,
    deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : null,
    least: Math.min(...losses),
    greatest: Math.max(...losses),
  };
};
