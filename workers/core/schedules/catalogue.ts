import type { ScheduleSettings } from '../schema';
import type { Choices } from '../training/choices';

/** Step rules: the learning rate of update t, counted from 0, is the base rate times a factor of t. */
export const SCHEDULES: Choices<ScheduleSettings> = {
  constant: { title: 'Constant', formula: '1', aliases: ['none', 'fixed'], parameters: {} },
  'inverse-sqrt': {
    title: '1 / sqrt(t)',
    formula: '1 / sqrt(t + 1)',
    aliases: ['1/sqrt(t)', '1/sqrt', 'sqrt', 'inv-sqrt'],
    parameters: {},
  },
  step: {
    title: 'Step',
    formula: 'factor^floor(t / every)',
    aliases: ['steps'],
    parameters: { every: { default: 100, range: 'count' }, factor: { default: 0.5, range: 'share' } },
  },
  exponential: {
    title: 'Exponential',
    formula: 'factor^t',
    aliases: ['exp'],
    parameters: { factor: { default: 0.999, range: 'share' } },
  },
  cosine: {
    title: 'Cosine',
    formula: '(1 + cos(pi min(t / steps, 1))) / 2',
    aliases: ['cos'],
    parameters: { steps: { default: 1000, range: 'count' } },
  },
};
