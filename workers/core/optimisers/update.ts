/**
 * Makes one update of theta = [w..., b] in place. `gradient` is that of the smooth part of the objective at
 * theta; both have the length that the optimiser was made for. What an optimiser remembers is allocated once,
 * when it is made, and begins at nothing.
 */
export type Update = (theta: Float64Array, gradient: Float64Array, learningRate: number) => void;
