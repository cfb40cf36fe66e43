import type { LossSettings } from '../schema';
import type { Choices } from '../training/choices';

/** The losses of a row; value, slope and curvature beside each function. eta is the linear predictor w . x + b. */
export const LOSSES: Choices<LossSettings> = {
  squared: {
    title: 'Mean squared error',
    formula: '(eta - y)^2',
    words: 'How far the predictions are from the truth, squared and averaged over the rows.',
    aliases: ['mse', 'least-squares', 'l2', 'ols'],
    parameters: {},
  },
  huber: {
    title: 'Huber',
    formula: 'r^2 / 2 where |r| <= delta, else delta (|r| - delta / 2), with r = eta - y',
    words: 'Squared for small misses, straight for large ones: a few wild rows count for less.',
    aliases: [],
    parameters: { delta: { default: 1, range: 'positive' } },
  },
  absolute: {
    title: 'Mean absolute error',
    formula: '|eta - y|',
    words: 'How far the predictions are from the truth: leads to the median.',
    aliases: ['mae', 'lad', 'l1'],
    parameters: {},
  },
  quantile: {
    title: 'Quantile',
    formula: 'max(quantile (y - eta), (quantile - 1) (y - eta))',
    words: 'Leads to the value below which this share of the targets lies.',
    aliases: ['pinball'],
    parameters: { quantile: { default: 0.5, range: 'open-fraction' } },
  },
  logistic: {
    title: 'Logistic',
    formula: 'log(1 + exp(eta)) - y eta, y being 0 or 1',
    words: 'For two classes: how little probability the model gives to what is true.',
    aliases: ['logit', 'log', 'binary', 'cross-entropy'],
    parameters: {},
  },
  softmax: {
    title: 'Softmax',
    formula: 'log(sum_k exp(eta_k)) - eta_y, y being a class',
    words: 'For two classes or more: how little probability the model gives to what is true.',
    aliases: ['multinomial', 'categorical'],
    parameters: {},
  },
  poisson: {
    title: 'Poisson',
    formula: 'exp(eta) - y eta',
    words: 'For counts: the model predicts the logarithm of the expected count.',
    aliases: ['count', 'counts'],
    parameters: {},
  },
};
