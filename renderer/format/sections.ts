import type { DatasetSummary, LossSettings, Method, Penalty, ScalingKind } from '../../electron/contract';
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
  /** Names of the columns of the design. */
  designNames: readonly string[];
  /** Whether number columns enter as they are, or with their powers. */
  isPlain: boolean;
  degree: number;
  intercept: boolean;
  scaling: ScalingKind;
}

export function modelLine(target: string | null, { features, designNames, isPlain, degree, intercept, scaling }: ModelChoice): string {
  if (target === null) return 'linear';
  const changes = [
    ...(isPlain && degree > 1 ? [`degree ${formatCount(degree)}`] : []),
    ...(intercept ? [] : ['no intercept']),
    ...(scaling === 'standardize' ? [] : [scaling === 'none' ? 'raw' : 'min-max']),
  ];
  const what = isPlain
    ? plural(features.size, 'feature')
    : `${plural(features.size, 'column')} as ${plural(designNames.length, 'feature')}`;
  return [`${target} from ${what}`, ...changes].join(', ');
}

export interface InitialChoice {
  designNames: readonly string[];
  intercept: boolean;
  loss: LossSettings;
  initKind: InitKind;
  seed: number;
}

export function parametersLine({ designNames, intercept, loss, initKind, seed }: InitialChoice): string {
  const start = { zeros: 'start at zeros', random: `random, seed ${seed}`, given: 'typed in' }[initKind];
  if (designNames.length === 0) return start;
  const count = formatCount(designNames.length + (intercept ? 1 : 0));
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
