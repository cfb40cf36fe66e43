import type { StudyEntry, StudyRequest } from '../../core/schema';
import type { Resplit } from '../../core/preparation/parts';
import { formatCount } from '../../core/text/counted';

/** One training of a study. */
export interface Training {
  /** How the rows are split; null: as the recipe says. */
  split: Resplit | null;
  /** In place of the settings' own. */
  penalty: { l1: number } | { l2: number } | null;
  /** What it is called, once its rows are known. */
  name: (nTraining: number) => Pick<StudyEntry, 'label' | 'value'>;
}

/** In the order of the entries. */
export const trainingsOf = (request: StudyRequest): Training[] => {
  switch (request.kind) {
    case 'folds':
      return Array.from({ length: request.k }, (_, fold) => ({
        split: { kind: 'fold', k: request.k, seed: request.seed, fold },
        penalty: null,
        name: () => ({ label: `fold ${fold + 1}`, value: fold + 1 }),
      }));
    case 'learning-curve':
      return request.shares.map((share) => ({
        split: { kind: 'share', share, seed: request.seed },
        penalty: null,
        name: (nTraining) => ({ label: `${formatCount(nTraining)} rows`, value: nTraining }),
      }));
    case 'path':
      return request.values.map((value) => ({
        split: null,
        penalty: request.penalty === 'l1' ? { l1: value } : { l2: value },
        name: () => ({ label: `${request.penalty} ${value}`, value }),
      }));
  }
};

/** The order in which they are made: a path from the largest penalty down, each from where the one before ended. */
export const orderOf = (request: StudyRequest, trainings: readonly Training[]): number[] => {
  const order = trainings.map((_, i) => i);
  return request.kind === 'path' ? order.sort((a, b) => request.values[b]! - request.values[a]!) : order;
};
