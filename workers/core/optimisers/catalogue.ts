import type { OptimizerSettings } from '../schema';
import type { Choices } from '../training/choices';

/** The optimisers with their conventional parameters; formulas in full and sources beside each function. */
export const OPTIMISERS: Choices<OptimizerSettings> = {
  'gradient-descent': {
    title: 'Gradient descent',
    formula: 'theta - eta g',
    words: 'Straight down the slope, η times the gradient.',
    aliases: ['gd', 'none'],
    parameters: {},
  },
  'heavy-ball': {
    title: 'Heavy ball',
    formula: 'theta - eta g + momentum (theta - previous theta)',
    words: 'Rolls on by a part of its last step: faster along narrow valleys.',
    aliases: ['momentum', 'polyak'],
    parameters: { momentum: { default: 0.9, range: 'fraction' } },
  },
  nesterov: {
    title: 'Nesterov',
    formula: 'x+ = theta - eta g;  x+ + momentum (x+ - x)',
    words: 'Looks ahead along its last step before it takes the gradient.',
    aliases: ['nag'],
    parameters: { momentum: { default: 0.9, range: 'fraction' } },
  },
  adagrad: {
    title: 'AdaGrad',
    formula: 'theta - eta g / (sqrt(sum of g^2) + epsilon)',
    words: 'Each weight has a rate of its own, which falls with all its slopes so far.',
    aliases: [],
    parameters: { epsilon: { default: 1e-10, range: 'positive' } },
  },
  rmsprop: {
    title: 'RMSProp',
    formula: 'theta - eta g / (sqrt(mean of g^2 with decay) + epsilon)',
    words: 'Each weight has a rate of its own, which goes by its latest slopes.',
    aliases: [],
    parameters: {
      decay: { default: 0.9, range: 'fraction' },
      epsilon: { default: 1e-8, range: 'positive' },
    },
  },
  adam: {
    title: 'Adam',
    formula: 'theta - eta m / (sqrt(v) + epsilon), m and v the corrected moving means of g and g^2',
    words: 'Momentum, and a rate for each weight that goes by its latest slopes.',
    aliases: [],
    parameters: {
      beta1: { default: 0.9, range: 'fraction' },
      beta2: { default: 0.999, range: 'fraction' },
      epsilon: { default: 1e-8, range: 'positive' },
    },
  },
  adamw: {
    title: 'AdamW',
    formula: 'Adam, the weights first shrunk by the factor 1 - eta weightDecay',
    words: 'Adam that also shrinks the weights a little at each step.',
    aliases: [],
    parameters: {
      beta1: { default: 0.9, range: 'fraction' },
      beta2: { default: 0.999, range: 'fraction' },
      epsilon: { default: 1e-8, range: 'positive' },
      weightDecay: { default: 0.01, range: 'not-negative' },
    },
  },
  'l-bfgs': {
    title: 'L-BFGS',
    formula: 'theta - a B g, B an estimate of the inverse Hessian from the last steps, a found by a search',
    words: 'Learns the curvature from its last steps, and searches along each direction for a length that holds.',
    aliases: ['lbfgs', 'bfgs'],
    parameters: { memory: { default: 10, range: 'count' } },
  },
  newton: {
    title: 'Newton',
    formula: 'theta - H^-1 g, halved until the objective falls',
    words: 'Goes to the minimum of the parabola that fits here. For logistic loss: iteratively reweighted least squares.',
    aliases: ['irls', 'newton-raphson'],
    parameters: {},
  },
};
