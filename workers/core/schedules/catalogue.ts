import type { ScheduleSettings } from '../schema';
import type { Choices } from '../training/choices';

/** Step rules: the learning rate of update t, counted from 0, is the base rate times a factor of t. */
export const SCHEDULES: Choices<ScheduleSettings> = {
  constant: {
    title: 'Constant',
    formula: '1',
    words: 'η is the same at each step.',
    aliases: ['none', 'fixed'],
    parameters: {},
  },
  'inverse-sqrt': {
    title: '1 / sqrt(t)',
    formula: '1 / sqrt(t + 1)',
    words: 'Step t takes η divided by the root of t + 1.',
    aliases: ['1/sqrt(t)', '1/sqrt', 'sqrt', 'inv-sqrt'],
    parameters: {},
  },
  step: {
    title: 'Step',
    formula: 'factor^floor(t / every)',
    words: 'η is multiplied by the factor after every so many steps.',
    aliases: ['steps'],
    parameters: { every: { default: 100, range: 'count' }, factor: { default: 0.5, range: 'share' } },
  },
  exponential: {
    title: 'Exponential',
    formula: 'factor^t',
    words: 'η is multiplied by the factor at each step.',
    aliases: ['exp'],
    parameters: { factor: { default: 0.999, range: 'share' } },
  },
  cosine: {
    title: 'Cosine',
    formula: '(1 + cos(pi min(t / steps, 1))) / 2',
    words: 'η falls to 0 over the steps, along half a cosine.',
    aliases: ['cos'],
    parameters: { steps: { default: 1000, range: 'count' } },
  },
};
