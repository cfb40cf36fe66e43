import { describe, expect, it } from 'vitest';
import { stopReasonAt, type Progress } from '../../../../workers/core/training/stopRules';

const rules = { maxSteps: 100, lossChange: 1e-3, gradientNorm: 0.5, elapsedMs: 1_000, patience: null };
const now = (change: Partial<Progress> = {}): Progress => ({
  step: 5,
  loss: 8,
  previousLoss: 10,
  gradientNorm: 3,
  validationsSinceBest: 0,
  elapsedMs: 10,
  ...change,
});

describe('stop rules', () => {
  it('let a run go on while none is met, and at step 0, which has no loss before it', () => {
    expect(stopReasonAt(rules, now())).toBeNull();
    expect(stopReasonAt(rules, now({ step: 0, previousLoss: NaN }))).toBeNull();
  });

  it('end it at the bound itself', () => {
    // 10 - 9.99 = 0.01 <= 1e-3 * 10 up to a rounding, so 9.991 here.
    expect(stopReasonAt(rules, now({ loss: 9.991 }))).toBe('loss-change');
    expect(stopReasonAt(rules, now({ loss: 10.009 }))).toBe('loss-change');
    expect(stopReasonAt(rules, now({ gradientNorm: 0.5 }))).toBe('gradient-norm');
    expect(stopReasonAt(rules, now({ step: 100 }))).toBe('max-steps');
    expect(stopReasonAt(rules, now({ elapsedMs: 1_000 }))).toBe('time');
  });

  it('know that the validation loss no longer falls', () => {
    const patient = { ...rules, patience: 3 };
    expect(stopReasonAt(patient, now({ validationsSinceBest: 2 }))).toBeNull();
    expect(stopReasonAt(patient, now({ validationsSinceBest: 3 }))).toBe('validation');
  });

  it('do not take a loss that is not known for one that stands still', () => {
    expect(stopReasonAt(rules, now({ loss: NaN, gradientNorm: NaN }))).toBeNull();
  });

  it('measure the change of a negative loss by its size', () => {
    expect(stopReasonAt(rules, now({ loss: -9.991, previousLoss: -10 }))).toBe('loss-change');
    expect(stopReasonAt(rules, now({ loss: -9, previousLoss: -10 }))).toBeNull();
  });

  it('name convergence before a limit that is met at the same step', () => {
    expect(stopReasonAt(rules, now({ step: 100, gradientNorm: 0 }))).toBe('gradient-norm');
  });

  it('are off where they are null, and a change of 0 means a loss that stands still', () => {
    const off = { maxSteps: 100, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null };
    expect(stopReasonAt(off, now({ loss: 10, gradientNorm: 0, elapsedMs: 1e9 }))).toBeNull();
    expect(stopReasonAt({ ...off, lossChange: 0 }, now({ loss: 10 }))).toBe('loss-change');
  });
});
