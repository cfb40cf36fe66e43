import { expect, it } from 'vitest';
import { shiftedTwin } from '../../../../workers/core/explain/shiftedTwin';

const shape = { nFeatures: 1, nOutputs: 3 };
/** w and b of three classes, which sum to 0; a start whose weights sum to 6 and whose biases sum to -3. */
const minimum = Float64Array.of(1, 0.5, -3, 0.5, 2, -1);
const start = Float64Array.of(6, 0, 0, -3, 0, 0);

it('the minimum that descent reaches has the sums of its start, and the differences between classes of every minimum', () => {
  // 6 / 3 = 2 more for each weight, -3 / 3 = -1 for each bias.
  expect([...shiftedTwin(minimum, start, shape, false)]).toEqual([3, -0.5, -1, -0.5, 4, -2]);
});

it('with a penalty on the weights only the biases are free', () => {
  expect([...shiftedTwin(minimum, start, shape, true)]).toEqual([1, -0.5, -3, -0.5, 2, -2]);
});

it('one set of weights has one minimum', () => {
  expect([...shiftedTwin(Float64Array.of(1, 2), Float64Array.of(9, 9), { nFeatures: 1, nOutputs: 1 }, false)]).toEqual([1, 2]);
});
