import { describe, expect, it } from 'vitest';
import { stepsAbout } from '../../../../workers/core/preparation/stepsAbout';

const steps = [
  'Rows are kept where a > 1; 3 rows left out.',
  'Missing values of a become 2, the median of the training part (6 rows there).',
  'Values of a below 1 become 1 and those above 9 become 9, the quantiles 0.01 and 0.99 of the training part.',
  'a becomes its natural logarithm.',
  'a enters with its powers 1 to 2.',
  'Rows in which an is missing are left out.',
  'an is 1 where true and 0 where false.',
  'The features of an are multiplied with those of a.',
  'For training, features are brought to mean 0 and deviation 1.',
];

describe('the steps about a column', () => {
  it('are those of its values, and not those of a column whose name begins the same', () => {
    expect(stepsAbout(steps, 'a')).toEqual([...steps.slice(1, 5), steps[7]]);
    expect(stepsAbout(steps, 'an')).toEqual(steps.slice(5, 8));
  });
});
