import { LOSSES } from '../../workers/core/losses/catalogue';
import { OPTIMISERS } from '../../workers/core/optimisers/catalogue';
import { SCHEDULES } from '../../workers/core/schedules/catalogue';
import type { GradientSource, LossSettings, Method, Penalty } from '../../workers/core/schema';
import { DEFAULT_METHOD } from '../../workers/core/training/defaults';
import {
  parseChoice,
  parseCount,
  parseNotNegative,
  parsePositive,
  readOr,
  type Arguments,
  type OptionTable,
} from '../arguments';
import { UsageError } from '../failures';
import { parseChosen } from './choice';

export const METHOD_TABLE = {
  loss: 'value',
  l1: 'value',
  l2: 'value',
  'penalize-bias': 'flag',
  optimizer: 'value',
  schedule: 'value',
  batch: 'value',
  clip: 'value',
  'average-from': 'value',
  gradient: 'value',
} as const satisfies OptionTable;

const GRADIENT_SOURCES = ['sharded', 'factored', 'auto'] as const satisfies readonly GradientSource[];

export const readLoss = (text: string | undefined): LossSettings =>
  readOr(text, DEFAULT_METHOD.loss, (given) => parseChosen('loss', given, LOSSES));

const readPenalty = ({ value, flag }: Arguments<typeof METHOD_TABLE>): Penalty => {
  const [l1, l2, bias] = [value('l1'), value('l2'), flag('penalize-bias')];
  if (bias && l1 === undefined && l2 === undefined) {
    throw new UsageError('The option --penalize-bias needs a penalty: --l1 V or --l2 V.');
  }
  return {
    l1: readOr(l1, DEFAULT_METHOD.penalty.l1, (text) => parseNotNegative('l1', text)),
    l2: readOr(l2, DEFAULT_METHOD.penalty.l2, (text) => parseNotNegative('l2', text)),
    bias,
  };
};

/** `steps`: of the run, over which a cosine falls where nothing else is said. */
export const readMethod = (args: Arguments<typeof METHOD_TABLE>, steps: number): Method => {
  const { value } = args;
  return {
    loss: readLoss(value('loss')),
    penalty: readPenalty(args),
    optimizer: readOr(value('optimizer'), DEFAULT_METHOD.optimizer, (text) =>
      parseChosen('optimizer', text, OPTIMISERS),
    ),
    schedule: readOr(value('schedule'), DEFAULT_METHOD.schedule, (text) =>
      parseChosen('schedule', text, SCHEDULES, (kind): Record<string, number> =>
        kind === 'cosine' ? { steps } : {},
      ),
    ),
    batchSize: readOr(value('batch'), DEFAULT_METHOD.batchSize, (text) => parseCount('batch', text, 1)),
    clip: readOr(value('clip'), DEFAULT_METHOD.clip, (text) => parsePositive('clip', text)),
    averageFrom: readOr(value('average-from'), DEFAULT_METHOD.averageFrom, (text) =>
      parseCount('average-from', text, 0),
    ),
    gradient: readOr(value('gradient'), DEFAULT_METHOD.gradient, (text) =>
      parseChoice('gradient', text, GRADIENT_SOURCES),
    ),
  };
};
