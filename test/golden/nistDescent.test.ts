import { afterAll, describe, expect, it } from 'vitest';
import { chooseBasis } from '../../workers/core/exact/basis';
import { toNumber } from '../../workers/core/exact/doubleDouble';
import { descendFactored } from '../../workers/core/exact/factoredDescent';
import { columnsOfLoss, inThetaOrder, lossInSpace } from '../../workers/core/exact/factoredLoss';
import { rawColumns, trainingScaling } from '../../workers/core/exact/rawColumns';
import { singularSystem } from '../../workers/core/exact/singularValues';
import { toRaw } from '../../workers/core/training/parameters';
import certified from '../../workers/engine/selfTest/nistLinear.json';
import { factorOf, namesOf } from '../support/exact';
import { matrixOf } from '../support/matrix';

const N_STEPS = 100_000;
const printed: string[] = [];

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** Of the worst coefficient. */
const relativeError = (found: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((value, i) => Math.abs(found[i]! - value) / Math.abs(value)));

/**
 * What is left of the distance to the optimum after so many steps with the rate eta, without taking them: with R = U S V' the
 * step t leaves theta_t = V diag((1 - (1 - eta lambda)^t) / sigma) U'Q'y from zeros. The share that has been gone is formed
 * with log1p and expm1, for of the flattest directions it is tiny.
 */
const closedForm = (set: (typeof certified.sets)[number]) => {
  const [target = new Float64Array(0), ...features] = set.columns.map((_, j) =>
    Float64Array.from(set.rows, (row) => row[j] ?? NaN),
  );
  const matrix = matrixOf([...features, target]);
  const basis = chooseBasis(matrix.summary, set.degree, set.intercept);
  const factor = factorOf(matrix, basis);
  const names = namesOf(features.length);
  const nSamples = set.rows.length;
  const columns = rawColumns(factor, basis, nSamples, names);
  const space = trainingScaling(columns, true);
  const loss = lossInSpace(factor, basis, nSamples, columns, space);
  const { values, scaled, right } = singularSystem(columnsOfLoss(loss));
  const eigenvalues = values.map((sigma) => (2 / nSamples) * sigma * sigma);
  const learningRate = 2 / (eigenvalues[0]! + eigenvalues.at(-1)!);
  const solution = new Float64Array(values.length);
  values.forEach((sigma, k) => {
    const change = -learningRate * eigenvalues[k]!;
    const gone = change > -0.5 ? -Math.expm1(N_STEPS * Math.log1p(change)) : 1 - (1 + change) ** N_STEPS;
    const share = (gone * dot(scaled[k]!, loss.projected)) / sigma / sigma;
    right[k]!.forEach((v, i) => (solution[i] = solution[i]! + share * v));
  });
  const theta = inThetaOrder(solution, set.intercept);
  const raw = new Float64Array(theta.length);
  toRaw(theta, { means: space.means.map(toNumber), scales: space.scales }, raw);
  const [weights, bias] = [Array.from(raw.subarray(0, -1)), raw.at(-1)!];
  const descent = descendFactored(factor, basis, nSamples, names, { learningRate, nSteps: N_STEPS });
  return { predicted: set.intercept ? [bias, ...weights] : weights, found: descent.coefficients };
};

/** The sets on which 100,000 steps suffice; on the others -log10 of the worst relative error. */
const ARRIVES = ['Norris', 'Pontius', 'NoInt1', 'NoInt2'];
const REACHED: Record<string, number> = {
  Filip: 0,
  Longley: 6.1,
  Wampler1: -5.94,
  Wampler2: -1.22,
  Wampler3: -5.94,
  Wampler4: -5.94,
  Wampler5: -5.94,
};

describe('descent with the best constant rate on the certified linear regressions', () => {
  it.each(certified.sets)('is after 100,000 steps where the spectrum says, to many digits or to none: $name', (set) => {
    const { predicted, found } = closedForm(set);
    const expected = set.coefficients.map(({ value }) => value);
    const digits = -Math.log10(relativeError(found, expected));
    const digitsPredicted = -Math.log10(relativeError(predicted, expected));
    printed.push(`${set.name.padEnd(9)} ${digits.toFixed(4)} digits, predicted ${digitsPredicted.toFixed(4)}`);
    if (ARRIVES.includes(set.name)) return expect(Math.min(digits, digitsPredicted)).toBeGreaterThan(11);
    // The steps round, too.
    expect(relativeError(found, predicted)).toBeLessThan(1e-6);
    expect(Math.abs(digits - digitsPredicted)).toBeLessThan(1e-3);
    expect(Math.abs(digits - REACHED[set.name]!)).toBeLessThan(0.01);
  });
});

afterAll(() => console.log(printed.join('\n')));
