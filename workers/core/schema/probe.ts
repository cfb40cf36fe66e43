/**
 * What can be asked of the objective of an open run, at any parameters, while it goes on, stands or has ended. Plain data.
 * Parameters, slopes and vectors are those of the space in which training runs, theta = [w..., b] of each output in turn.
 */
export type ProbeRequest =
  /** The objective at each of the points, which lie one after the other. */
  | { kind: 'objectives'; points: Float64Array<ArrayBuffer>; maxRows: number | null }
  /** The objective and its gradient at theta, and H v for each of the vectors, which lie one after the other. */
  | { kind: 'slope'; theta: Float64Array<ArrayBuffer>; vectors: Float64Array<ArrayBuffer>; maxRows: number | null }
  /** The extreme eigenvalues of H at theta above 0, and their vectors. */
  | { kind: 'extremes'; theta: Float64Array<ArrayBuffer>; maxRows: number | null }
  /** The first rows, and those that pull hardest at one parameter. */
  | { kind: 'rows'; theta: Float64Array<ArrayBuffer>; nFirst: number; parameter: number; nHardest: number };

/**
 * `maxRows`: at most so many rows are used, spread evenly over the chunks, where there are more; null: all. Replies say how
 * many were used, for a value over a sample is an estimate.
 */
export type ProbeReply =
  | { kind: 'objectives'; values: Float64Array<ArrayBuffer>; rowsUsed: number }
  | {
      kind: 'slope';
      objective: number;
      gradient: Float64Array<ArrayBuffer>;
      products: Float64Array<ArrayBuffer>;
      rowsUsed: number;
    }
  | { kind: 'extremes'; largest: Eigenpair; least: Eigenpair; rowsUsed: number }
  | { kind: 'rows'; first: ProbedRow[]; hardest: ProbedRow[] };

export type ReplyTo<R extends ProbeRequest> = Extract<ProbeReply, { kind: R['kind'] }>;

export interface Eigenpair {
  value: number;
  /** Of length 1; its largest element is positive. */
  vector: Float64Array<ArrayBuffer>;
}

/** A row as the loss sees it. */
export interface ProbedRow {
  /** From 0, in the order in which the rows are trained on. */
  index: number;
  /** As training sees them, standardised where it is. */
  features: number[];
  /** The number of the class where the target is one. */
  target: number;
  /** eta = w . x + b, of the output to which the parameter belongs. */
  predictor: number;
  /** dl/deta of that output. */
  slope: number;
  /** By which the row counts: of mean 1, and 1 where rows have no weights. */
  weight: number;
  /** Its part in the mean: weight slope x_j / n for weight j, weight slope / n for a bias. All rows' parts add up to the derivative. */
  pull: number;
}

/** Runs side by side from the same start. */
export interface RaceLane {
  /** Kept steps, in order, and the objective at each. */
  steps: Float64Array<ArrayBuffer>;
  objectives: Float64Array<ArrayBuffer>;
  /** theta of each kept step, one after the other. */
  thetas: Float64Array<ArrayBuffer>;
}
