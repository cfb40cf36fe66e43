import type { DatasetSummary, InitialParameters, OptimizerSettings, Penalty } from '../../electron/contract';
import { OPTIMISERS } from '../../workers/core/optimisers/catalogue';
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

export function algorithmLine(
  optimizer: OptimizerSettings,
  learningRate: number,
  maxSteps: number,
): string {
  const method = optimizer.kind === 'gradient-descent' ? '' : `${OPTIMISERS[optimizer.kind].title}, `;
  return `${method}η ${formatShort(learningRate)}, ${plural(maxSteps, 'step')}`;
}

export function lossLine({ l1, l2 }: Penalty): string {
  const penalties = [...(l2 > 0 ? ['L2'] : []), ...(l1 > 0 ? ['L1'] : [])];
  return ['mean squared error', ...penalties].join(' + ');
}
