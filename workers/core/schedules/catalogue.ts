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
  armijo: {
    title: 'Armijo',
    formula: 'eta shrink^k, with the least k for which the objective falls by decrease eta ||g||^2',
    words: 'Tries η, and shortens it until the objective falls enough.',
    aliases: ['backtracking', 'line-search'],
    parameters: { shrink: { default: 0.5, range: 'open-fraction' }, decrease: { default: 1e-4, range: 'open-fraction' } },
  },
  'barzilai-borwein': {
    title: 'Barzilai-Borwein',
    formula: '(s . s) / (s . d), s and d the last changes of theta and of g; halved until below the worst of ten objectives',
    words: 'Takes the rate that would have fitted the last step.',
    aliases: ['bb'],
    parameters: {},
  },
  auto: {
    title: 'Auto',
    formula: 'the best constant rate that is safe, from the curvature of the data',
    words: 'Finds the rate from the data when the run begins.',
    aliases: ['automatic'],
    parameters: {},
  },
};
