import type { Method } from '../schema';
import { rateFactor } from '../schedules/rateFactor';
import { createOptimiser } from './create';

/** Makes update number `step`, counted from 0, in place. Updates come in order, for an optimiser remembers. */
export type Stepper = (theta: Float64Array, gradient: Float64Array, baseRate: number, step: number) => void;

/** The updates of a run and of its replay: the same method from the same theta makes the same bits. */
export const createStepper = ({ penalty, optimizer, schedule }: Method, length: number): Stepper => {
  const update = createOptimiser(optimizer, length, penalty.l1);
  return (theta, gradient, baseRate, step) => {
    update(theta, gradient, baseRate * rateFactor(schedule, step));
  };
};
