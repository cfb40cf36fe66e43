/** One rule for a step along the gradient, with what it remembers. */
export interface Update {
  /**
   * Moves theta in place. `gradient` is that of the smooth part of the objective at theta; both have the length
   * that the update was made for.
   */
  move(theta: Float64Array, gradient: Float64Array, learningRate: number): void;
  /** Live arrays, allocated once: see Stepper. */
  readonly state: readonly Float64Array[];
}
