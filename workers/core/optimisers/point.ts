/** Where a run stands. The stepper moves it. */
export interface Point {
  readonly theta: Float64Array;
  /** Of the smooth part of the objective, all but l1. */
  readonly gradient: Float64Array;
  /** The objective. */
  value: number;
  /** Whether gradient and value belong to theta. A step that had to evaluate where it arrived leaves it true. */
  isEvaluated: boolean;
  /** The learning rate that the last step took. */
  rate: number;
}

/** The objective of the run, over all rows or over the batch of the present step. */
export interface Oracle {
  /** The value at theta; the gradient of its smooth part goes to `gradient`. */
  evaluate(theta: Float64Array, gradient: Float64Array): number;
  /** out = H v, with H the Hessian of its smooth part at theta. */
  hessianProduct(theta: Float64Array, v: Float64Array, out: Float64Array): void;
}

export interface Stepper {
  /**
   * Makes update number `step`, counted from 0, in place; the point must be evaluated. Updates come in order, for an
   * optimiser remembers.
   */
  advance(point: Point, baseRate: number, step: number): void;
  /** Whether a search has come to rest: no step makes the objective smaller, and theta stays from here on. */
  isAtRest(): boolean;
  /**
   * All that it remembers, as live arrays: a copy of them with theta is a checkpoint, from which a stepper of the same
   * method whose arrays are set to the copy goes on with the same bits.
   */
  readonly state: readonly Float64Array[];
}
