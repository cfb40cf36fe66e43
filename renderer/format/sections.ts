import type { DatasetSummary, LossSettings, Method, Penalty } from '../../electron/contract';
import { LOSSES } from '../../workers/core/losses/catalogue';
import { OPTIMISERS } from '../../workers/core/optimisers/catalogue';
import type { InitKind } from '../stores/settings/initialChoice';
import { rateUse } from './methodNotes';
import { formatCount, formatShort } from './number';
import { plural } from './quantity';

/** What a folded section says of itself in one line. */

export const dataLine = (summary: DatasetSummary | null): string =>
  summary === null ? 'nothing open' : `${summary.fileName}, ${plural(summary.nRows, 'row')}`;

export interface ModelChoice {
  features: ReadonlySet<number>;
  degree: number;
  intercept: boolean;
  standardize: boolean;
}

export function modelLine(target: string | null, { features, degree, intercept, standardize }: ModelChoice): string {
  if (target === null) return 'linear';
  const changes = [
    ...(degree > 1 ? [`degree ${formatCount(degree)}`] : []),
    ...(intercept ? [] : ['no intercept']),
    ...(standardize ? [] : ['raw']),
  ];
  return [`${target} from ${plural(features.size, 'feature')}`, ...changes].join(', ');
}

export interface InitialChoice {
  designColumns: readonly unknown[];
  intercept: boolean;
  loss: LossSettings;
  initKind: InitKind;
  seed: number;
}

export function parametersLine({ designColumns, intercept, loss, initKind, seed }: InitialChoice): string {
  const start = { zeros: 'start at zeros', random: `random, seed ${seed}`, given: 'typed in' }[initKind];
  if (designColumns.length === 0) return start;
  const count = formatCount(designColumns.length + (intercept ? 1 : 0));
  return `${count}${loss.kind === 'softmax' ? ' a class' : ''}, ${start}`;
}

export function algorithmLine(
  method: Pick<Method, 'optimizer' | 'schedule' | 'batchSize'>,
  learningRate: number,
  maxSteps: number,
): string {
  const { optimizer, batchSize } = method;
  return [
    ...(optimizer.kind === 'gradient-descent' ? [] : [OPTIMISERS[optimizer.kind].title]),
    ...(batchSize === null ? [] : [`batches of ${formatCount(batchSize)}`]),
    ...(rateUse(method).isUsed ? [`η ${formatShort(learningRate)}`] : []),
    plural(maxSteps, 'step'),
  ].join(', ');
}

/** Mean squared error: mean squared error; Huber stays, being a name. */
const NAMES = new Set<LossSettings['kind']>(['huber', 'poisson']);

export function lossName({ kind }: LossSettings): string {
  const { title } = LOSSES[kind];
  return NAMES.has(kind) ? `${title} loss` : title.charAt(0).toLowerCase() + title.slice(1) + (title.includes('error') ? '' : ' loss');
}

export function lossLine(loss: LossSettings, { l1, l2 }: Penalty): string {
  const penalties = [...(l2 > 0 ? ['L2'] : []), ...(l1 > 0 ? ['L1'] : [])];
  return [lossName(loss), ...penalties].join(' + ');
}
