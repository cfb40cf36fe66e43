import type { LossKind, LossSettings } from '../schema';
import { chosen, parametersOf, valueOf } from '../training/choices';
import { LOSSES } from './catalogue';

const nameOf = (kind: LossKind): string | null => parametersOf(LOSSES, kind)[0]?.name ?? null;

/** The one number that a loss may have, delta or quantile; null for the others. */
export const lossParameter = (loss: LossSettings): number | null => {
  const name = nameOf(loss.kind);
  return name === null ? null : valueOf(loss, name);
};

/** The loss of that kind with that number: the inverse. */
export const lossFrom = (kind: LossKind, parameter: number | null): LossSettings => {
  const name = nameOf(kind);
  return chosen(LOSSES, kind, name === null || parameter === null ? {} : { [name]: parameter });
};
