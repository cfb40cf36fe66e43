import type { Point } from './point';
import { addScaled, dot } from '../training/vectors';

/** A pair whose cosine is less has no curvature to tell of. */
const LEAST_COSINE = 1e-12;

/** The last pairs of a step s and the change y of the gradient along it. */
export interface StepPairs {
  count(): number;
  clear(): void;
  /** From the old theta and gradient to the point; a pair without curvature is left out. */
  add(theta: Float64Array, gradient: Float64Array, to: Point): void;
  /** v <- B v, with B the L-BFGS estimate of the inverse Hessian; without pairs v stays. */
  apply(v: Float64Array): void;
  /** Live arrays: see Stepper. */
  readonly state: readonly Float64Array[];
}

/**
 * The two-loop recursion over at most `memory` pairs, from the initial estimate (s . y / y . y) I of the newest, in
 * O(memory * length). Source: Nocedal and Wright, Numerical Optimization, 2nd ed. (2006), algorithm 7.4, equation 7.20.
 */
export const createStepPairs = (memory: number, length: number): StepPairs => {
  const steps = new Float64Array(memory * length);
  const changes = new Float64Array(memory * length);
  /** s . y of each pair. */
  const products = new Float64Array(memory);
  /** How many there are, and where the next one goes. */
  const counts = new Float64Array(2);
  const factors = new Float64Array(memory);
  const step = new Float64Array(length);
  const change = new Float64Array(length);
  const rowOf = (numbers: Float64Array, row: number): Float64Array =>
    numbers.subarray(row * length, (row + 1) * length);
  /** `age` 0 is the newest. */
  const rowAt = (age: number): number => (counts[1]! - 1 - age + memory) % memory;

  return {
    state: [steps, changes, products, counts],
    count: () => counts[0]!,
    clear: () => counts.fill(0),
    add: (theta, gradient, to) => {
      for (let j = 0; j < length; j++) {
        step[j] = to.theta[j]! - theta[j]!;
        change[j] = to.gradient[j]! - gradient[j]!;
      }
      const product = dot(step, change);
      if (!(product > LEAST_COSINE * Math.sqrt(dot(step, step)) * Math.sqrt(dot(change, change)))) return;
      const row = counts[1]!;
      rowOf(steps, row).set(step);
      rowOf(changes, row).set(change);
      products[row] = product;
      counts[0] = Math.min(counts[0]! + 1, memory);
      counts[1] = (row + 1) % memory;
    },
    apply: (v) => {
      const n = counts[0]!;
      if (n === 0) return;
      for (let age = 0; age < n; age++) {
        const row = rowAt(age);
        factors[row] = dot(rowOf(steps, row), v) / products[row]!;
        addScaled(-factors[row]!, rowOf(changes, row), v);
      }
      const newest = rowAt(0);
      const lastChange = rowOf(changes, newest);
      const scale = products[newest]! / dot(lastChange, lastChange);
      for (let j = 0; j < length; j++) v[j] = v[j]! * scale;
      for (let age = n - 1; age >= 0; age--) {
        const row = rowAt(age);
        addScaled(factors[row]! - dot(rowOf(changes, row), v) / products[row]!, rowOf(steps, row), v);
      }
    },
  };
};
