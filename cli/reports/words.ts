import { LOSSES } from '../../workers/core/losses/catalogue';
import { lossParameter } from '../../workers/core/losses/parameter';
import type { LossSettings, RunInfo, RunResult, StopReason } from '../../workers/core/schema';
import { parametersOf } from '../../workers/core/training/choices';
import { findsOwnStep } from '../../workers/core/training/combinations';
import { number } from '../format';

/** Words for people that more than one report uses. */

const NAMED_AFTER_PEOPLE: readonly LossSettings['kind'][] = ['huber', 'poisson'];

/** `mean squared error`, `Huber, delta 2`: within a sentence. */
export const lossWords = (loss: LossSettings): string => {
  const { title } = LOSSES[loss.kind];
  const name = NAMED_AFTER_PEOPLE.includes(loss.kind) ? title : title.toLowerCase();
  const [parameter] = parametersOf(LOSSES, loss.kind);
  return parameter === undefined ? name : `${name}, ${parameter.name} ${lossParameter(loss)}`;
};

export const STOP_WORDS: Record<StopReason, string> = {
  'max-steps': 'the number of steps was reached',
  'loss-change': 'the loss no longer changed by more than the tolerance',
  'gradient-norm': 'the gradient fell below its limit',
  converged: 'no step makes the objective smaller',
  validation: 'the validation loss no longer fell',
  time: 'the time was up',
  stopped: 'stopped by hand',
  diverged: 'diverged',
  failed: 'failed',
};

const isSearched = ({ optimizer, schedule }: RunInfo['settings']): boolean =>
  findsOwnStep(optimizer.kind) || schedule.kind === 'armijo' || schedule.kind === 'barzilai-borwein';

/** The base rate at the end of a run; the schedule auto has one of its own, and a search one at each step. */
export const rateWords = ({ info, result }: { info: RunInfo; result: RunResult }, digits?: number): string =>
  isSearched(info.settings) ? 'found by the search' : info.settings.schedule.kind === 'auto' ? 'auto' : number(result.learningRate, digits);
