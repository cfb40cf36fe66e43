import { isInvisible, objectiveChange } from './objectiveChange';
import type { Oracle, Point } from './point';
import { dot } from '../training/vectors';

/** c_1 and c_2 of Nocedal and Wright, section 3.1. */
const DECREASE = 1e-4;
export const CURVATURE = 0.9;
const MAX_TRIALS = 60;

/**
 * Moves the point to theta + rate * direction and leaves it evaluated there; false, and the point stays, where no
 * length makes progress. `curvature` is c_2, or null to ask for the fall alone.
 */
export type LineSearch = (
  point: Point,
  direction: Float64Array,
  firstRate: number,
  curvature: number | null,
) => boolean;

/**
 * Search along a direction of descent for the weak Wolfe conditions, with phi(a) = F(theta + a direction):
 *   phi(a) <= phi(0) + c_1 a phi'(0),   phi'(a) >= c_2 phi'(0).
 * A length that is too long is an upper bound, one that is too short a lower one; the next is between them, or twice
 * the last. It ends for kinked objectives too. The first length that holds is taken, so that a good first one
 * costs a single pass over the rows.
 * Source: Lewis and Overton, Nonsmooth optimization via quasi-Newton methods (2013), algorithm 2.6.
 */
export const createLineSearch = (oracle: Oracle, length: number): LineSearch => {
  const theta = new Float64Array(length);
  const gradient = new Float64Array(length);
  return (point, direction, firstRate, curvature) => {
    const slope = dot(point.gradient, direction);
    if (!(slope < 0)) return false;
    let [low, high, rate] = [0, Infinity, firstRate];
    for (let trial = 0; trial < MAX_TRIALS; trial++) {
      let hasMoved = false;
      for (let j = 0; j < length; j++) {
        theta[j] = point.theta[j]! + rate * direction[j]!;
        hasMoved ||= theta[j] !== point.theta[j];
      }
      if (!hasMoved) return false;
      const value = oracle.evaluate(theta, gradient);
      const slopeThere = dot(gradient, direction);
      const change = objectiveChange(point.value, value, (rate * (slope + slopeThere)) / 2);
      if (!(change <= DECREASE * rate * slope)) {
        // A shorter step would only be further below what numbers can tell.
        if (isInvisible(rate * slope, point.value)) return false;
        high = rate;
      } else if (curvature !== null && slopeThere < curvature * slope) {
        low = rate;
      } else {
        point.theta.set(theta);
        point.gradient.set(gradient);
        point.value = value;
        point.rate = rate;
        return true;
      }
      rate = high < Infinity ? (low + high) / 2 : 2 * rate;
    }
    return false;
  };
};
