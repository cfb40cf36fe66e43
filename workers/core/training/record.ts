/**
 * Layout of one metric record, a run of float64 numbers:
 * [step, loss, lossMin, lossMax, gradientNorm, elapsedMs, stepMs, reduceMs,
 *  validationLoss, computeMs of worker 0, waitMs of worker 0, computeMs of worker 1, ..., raw weights in feature order, raw bias, and so on
 *  for each further output].
 * validationLoss is the mean loss of the validation part, NaN where there is none. With batches it is that of the last end of
 * an epoch, and loss and gradientNorm are those of the batch of the update to come.
 * The loss is the objective: with a penalty it is the mean loss and the penalty.
 * A record of step s with stride k stands for the steps [s, s + k): lossMin and lossMax are taken over them.
 * The times are those of step s alone, elapsedMs since the start of the run.
 */
export const STEP = 0;
export const LOSS = 1;
export const LOSS_MIN = 2;
export const LOSS_MAX = 3;
export const GRADIENT_NORM = 4;
export const ELAPSED_MS = 5;
export const STEP_MS = 6;
export const REDUCE_MS = 7;
export const VALIDATION_LOSS = 8;
export const FIRST_WORKER = 9;
const FIELDS_PER_WORKER = 2;

export const computeMsOffset = (worker: number): number => FIRST_WORKER + FIELDS_PER_WORKER * worker;
export const waitMsOffset = (worker: number): number => computeMsOffset(worker) + 1;
/** Offset of the first raw weight; the bias follows the last weight. */
export const parametersOffset = (nWorkers: number): number => FIRST_WORKER + FIELDS_PER_WORKER * nWorkers;
export const recordLength = (nWorkers: number, nParameters: number): number =>
  parametersOffset(nWorkers) + nParameters;
