import { describe, expect, it } from 'vitest';
import { lossFormula, objectiveFormula } from '../../../../workers/core/losses/formula';
import type { LossSettings } from '../../../../workers/core/schema';

const squared: LossSettings = { kind: 'squared' };

describe('the formula of the loss', () => {
  it.each<[LossSettings, string]>([
    [squared, 'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2'],
    [
      { kind: 'huber', delta: 1 },
      'L(w, b) = (1/n) sum_i h(w . x_i + b - y_i), with h(r) = r^2 / 2 where |r| <= 1, else |r| - 1 / 2',
    ],
    [
      { kind: 'huber', delta: 2.5 },
      'L(w, b) = (1/n) sum_i h(w . x_i + b - y_i), with h(r) = r^2 / 2 where |r| <= 2.5, else 2.5 (|r| - 2.5 / 2)',
    ],
    [{ kind: 'absolute' }, 'L(w, b) = (1/n) sum_i |w . x_i + b - y_i|'],
    [
      { kind: 'quantile', quantile: 0.9 },
      'L(w, b) = (1/n) sum_i max(0.9 u_i, (0.9 - 1) u_i), with u_i = y_i - (w . x_i + b)',
    ],
    [
      { kind: 'logistic' },
      'L(w, b) = (1/n) sum_i (log(1 + exp(eta_i)) - y_i eta_i), with eta_i = w . x_i + b',
    ],
    [{ kind: 'poisson' }, 'L(w, b) = (1/n) sum_i (exp(eta_i) - y_i eta_i), with eta_i = w . x_i + b'],
  ])('of %o has its numbers in it', (loss, formula) => {
    expect(lossFormula(loss)).toBe(formula);
  });

  it('of the softmax says how many classes there are', () => {
    expect(lossFormula({ kind: 'softmax' }, { nOutputs: 3 })).toBe(
      'L(w, b) = (1/n) sum_i (log(sum_k exp(eta_ik)) - eta_i,y_i), with eta_ik = w_k . x_i + b_k for k = 1 to 3',
    );
  });

  it('has no bias where there is no intercept', () => {
    expect(lossFormula(squared, { intercept: false })).toBe('L(w) = (1/n) sum_i (w . x_i - y_i)^2');
  });
});

describe('the formula of the objective', () => {
  const penalty = { l1: 0.5, l2: 0.25, bias: false };
  it('names the penalties, and says where there is none', () => {
    expect(objectiveFormula(squared, { l1: 0, l2: 0, bias: true })).toBe(
      'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2, no penalty',
    );
    expect(objectiveFormula(squared, penalty)).toBe(
      'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2 + 0.5 ||w||_1 + (0.25 / 2) ||w||^2',
    );
  });

  it('names the bias where it is penalised, and every class', () => {
    expect(objectiveFormula(squared, { ...penalty, bias: true })).toBe(
      'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2 + 0.5 (||w||_1 + |b|) + (0.25 / 2) (||w||^2 + b^2)',
    );
    expect(objectiveFormula({ kind: 'softmax' }, { ...penalty, bias: true }, { nOutputs: 2 })).toBe(
      'L(w, b) = (1/n) sum_i (log(sum_k exp(eta_ik)) - eta_i,y_i) + 0.5 sum_k (||w_k||_1 + |b_k|) + (0.25 / 2) sum_k (||w_k||^2 + b_k^2), with eta_ik = w_k . x_i + b_k for k = 1 to 2',
    );
  });

  it('says what its names stand for behind the penalty', () => {
    expect(objectiveFormula({ kind: 'logistic' }, { l1: 0, l2: 1, bias: false })).toBe(
      'L(w, b) = (1/n) sum_i (log(1 + exp(eta_i)) - y_i eta_i) + (1 / 2) ||w||^2, with eta_i = w . x_i + b',
    );
  });
});
