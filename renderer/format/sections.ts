import type { DatasetSummary, InitialParameters } from '../../electron/contract';
import { formatCount, formatShort } from './number';
import { plural } from './quantity';

/** What a folded section says of itself in one line. */

export const dataLine = (summary: DatasetSummary | null): string =>
  summary === null ? 'nothing open' : `${summary.fileName}, ${plural(summary.nRows, 'row')}`;

export function modelLine(target: string | null, nFeatures: number, standardize: boolean): string {
  if (target === null) return 'linear';
  return `${target} from ${plural(nFeatures, 'feature')}${standardize ? '' : ', raw'}`;
}

export function parametersLine(nFeatures: number, init: InitialParameters['kind'], seed: number): string {
  const start = { zeros: 'start at zeros', random: `random, seed ${seed}`, given: 'typed in' }[init];
  return nFeatures === 0 ? start : `${formatCount(nFeatures + 1)}, ${start}`;
}

export const algorithmLine = (learningRate: number, maxSteps: number): string =>
  `η ${formatShort(learningRate)}, ${plural(maxSteps, 'step')}`;
