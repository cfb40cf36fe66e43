import { describe, expect, it } from 'vitest';
import { isPlainDescent, parametersText, parameterValues } from '../../../renderer/components/parameters/rows';
import { DEFAULT_METHOD } from '../../../workers/core/training/defaults';
import { metricFrame, parametersOf } from '../../support/metricFrames';

describe('the next change', () => {
  it('is left open where a step is not the learning rate times the gradient', () => {
    const values = parameterValues(metricFrame([1]), { means: [0], scales: [1] }, false);
    expect(values.change).toBe(null);
    expect(parametersText(parametersOf('a'), values).split('\n')[1]).toBe('a\t1\t-2\t');
    expect(isPlainDescent({ ...DEFAULT_METHOD, penalty: { l1: 0, l2: 1, bias: false } })).toBe(true);
    expect(isPlainDescent({ ...DEFAULT_METHOD, penalty: { l1: 1, l2: 0, bias: false } })).toBe(false);
    expect(isPlainDescent({ ...DEFAULT_METHOD, schedule: { kind: 'inverse-sqrt' } })).toBe(false);
    expect(isPlainDescent({ ...DEFAULT_METHOD, optimizer: { kind: 'heavy-ball', momentum: 0 } })).toBe(false);
  });
});
