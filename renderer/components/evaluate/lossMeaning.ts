import type { RunSettings } from '../../../electron/contract';
import { LOSSES } from '../../../workers/core/losses/catalogue';

/** What the mean loss of a part is the mean of. */
export const lossMeaning = ({ loss }: Pick<RunSettings, 'loss'>): string =>
  `what was trained on: ${LOSSES[loss.kind].title.toLowerCase()}, without the penalty`;
