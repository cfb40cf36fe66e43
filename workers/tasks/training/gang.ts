import { finishGradient, finishHessianProduct } from '../../core/losses/finish';
import { rowsUsed } from '../../core/explain/sampleRows';
import { partialLength } from '../../core/shards/layout';
import { COMMAND, openControlBlock, PART, SLOT, type Command, type ControlBlock, type Part } from '../../core/training/controlBlock';
import type { RowRange } from '../../core/training/batches';
import { NUMBERS_PER_WORKER } from '../../core/training/gangSize';
import { nParameters } from '../../core/training/parameterShape';
import { shapeOf, type SeatTask } from '../../core/training/trainTask';
import { throwIfAborted, waitForSlot } from './barrier';
import { createMember, firstChunk, lastChunk, outputsOf, shardsOf, type Work } from './member';
import { createReducer } from './partials';

/** Of a chunk. */
const ALL_ROWS = 2 ** 31 - 1;

/** Milliseconds since the start of the step. */
export interface StepTimes {
  /** Of each worker. */
  computeMs: Float64Array;
  /** Of each worker: from the end of its chunks to the end of the slowest one's. */
  waitMs: Float64Array;
  /** By the leader. */
  reduceMs: number;
  /** By performance.now(). */
  endedAt: number;
}

/**
 * The leader's side of a gang: means over the rows of one part, of all rows or of a range of them. Every call throws
 * GangAborted once the gang is to give up.
 */
export interface Gang {
  readonly block: ControlBlock;
  /** Mean loss and its gradient at theta, over rows trained on. */
  evaluate(theta: Float64Array, gradient: Float64Array, rows?: RowRange): number;
  /** out = H v, with H the Hessian of the mean loss at theta. */
  hessianProduct(theta: Float64Array, v: Float64Array, out: Float64Array, rows?: RowRange): void;
  /** The same for squared loss, with v and out for one set of weights: H = (2/n) X'X. */
  squaredHessianProduct(v: Float64Array, out: Float64Array): void;
  /** Mean loss of the validation part at theta. */
  validationLoss(theta: Float64Array): number;
  /** Of all calls since the last `startStep`. */
  readonly times: StepTimes;
  startStep(): void;
  /** Sends the followers home. */
  close(): void;
}

/** Waits until all followers are seated. */
export const createGang = (task: SeatTask): Gang => {
  const { nWorkers, spins, loss } = task;
  const { nFeatures, nSamples, chunkRows } = task.shards.plan;
  const nFollowers = nWorkers - 1;
  const parameterCount = nParameters(shapeOf(task));
  const block = openControlBlock(task.control, nWorkers, parameterCount);
  const { ints } = block;
  const computeChunks = createMember(task);
  const reducers = [task.shards, task.validation].map(
    (shards) => shards && createReducer(shards, task.workspace, parameterCount),
  );
  const allArrived = (value: number): boolean => value === nFollowers;
  const allRows: RowRange = { rowStart: 0, rowEnd: nSamples };
  const validationRows: RowRange = { rowStart: 0, rowEnd: task.validation?.plan.nSamples ?? 0 };
  // Of the validation part, and of the first theta of a product that does not depend on it.
  const unused = new Float64Array(parameterCount);
  const work: Work = { command: 0, part: 0, rowStart: 0, rowEnd: 0, mostOfChunk: 0 };
  const times: StepTimes = {
    computeMs: new Float64Array(nWorkers),
    waitMs: new Float64Array(nWorkers),
    reduceMs: 0,
    endedAt: 0,
  };

  const bumpGeneration = (): void => {
    Atomics.add(ints, SLOT.generation, 1);
    Atomics.notify(ints, SLOT.generation);
  };

  const wakeFollowers = (theta: Float64Array, vector: Float64Array): void => {
    block.theta.set(theta);
    if (work.command !== COMMAND.gradient) block.vector.set(vector);
    Atomics.store(ints, SLOT.command, work.command);
    Atomics.store(ints, SLOT.part, work.part);
    Atomics.store(ints, SLOT.rowStart, work.rowStart);
    Atomics.store(ints, SLOT.rowEnd, work.rowEnd);
    Atomics.store(ints, SLOT.mostOfChunk, work.mostOfChunk);
    Atomics.store(ints, SLOT.arrived, 0);
    bumpGeneration();
  };

  /** The part of a step for which a range of rows is too little is left to the leader. */
  const isShared = (): boolean =>
    nFollowers > 0 &&
    ((work.part === PART.training && work.rowEnd - work.rowStart === nSamples) ||
      (work.rowEnd - work.rowStart) * parameterCount >= NUMBERS_PER_WORKER);

  const sumsOf = (command: Command, part: Part, rows: RowRange, theta: Float64Array, vector: Float64Array): Float64Array => {
    throwIfAborted(ints);
    const startedAt = performance.now();
    work.command = command;
    work.part = part;
    work.rowStart = rows.rowStart;
    work.rowEnd = rows.rowEnd;
    work.mostOfChunk = rows.mostOfChunk ?? ALL_ROWS;
    const withFollowers = isShared();
    if (withFollowers) wakeFollowers(theta, vector);
    computeChunks(work, withFollowers ? nWorkers : 1, theta, vector);
    const computedAt = performance.now();
    times.computeMs[0] = times.computeMs[0]! + (computedAt - startedAt);
    let closedAt = computedAt;
    if (nFollowers > 0) {
      if (withFollowers) {
        waitForSlot(ints, SLOT.arrived, spins, allArrived);
        closedAt = performance.now();
      }
      times.waitMs[0] = times.waitMs[0]! + (closedAt - computedAt);
      for (let w = 1; w < nWorkers; w++) {
        const computeMs = withFollowers ? block.computeMs[w]! : 0;
        times.computeMs[w] = times.computeMs[w]! + computeMs;
        times.waitMs[w] = times.waitMs[w]! + Math.max(0, closedAt - startedAt - computeMs);
      }
    }
    const shards = shardsOf(task, part);
    const length = partialLength(outputsOf(task, command) * (nFeatures + 1));
    const sums = reducers[part]!(firstChunk(shards, work), lastChunk(shards, work), length);
    times.endedAt = performance.now();
    times.reduceMs += times.endedAt - closedAt;
    return sums;
  };

  Atomics.add(ints, SLOT.seated, 1);
  waitForSlot(ints, SLOT.seated, 0, (value) => value === nWorkers);
  return {
    block,
    times,
    evaluate: (theta, gradient, rows = allRows) => {
      const sums = sumsOf(COMMAND.gradient, PART.training, rows, theta, unused);
      return finishGradient(loss, sums, rowsUsed(rows, chunkRows), gradient);
    },
    hessianProduct: (theta, v, out, rows = allRows) => {
      const sums = sumsOf(COMMAND.hessian, PART.training, rows, theta, v);
      finishHessianProduct(loss, sums, rowsUsed(rows, chunkRows), out);
    },
    squaredHessianProduct: (v, out) => {
      const sums = sumsOf(COMMAND.squaredHessian, PART.training, allRows, unused, v);
      finishHessianProduct({ kind: 'squared' }, sums, nSamples, out);
    },
    validationLoss: (theta) => {
      const sums = sumsOf(COMMAND.gradient, PART.validation, validationRows, theta, unused);
      return finishGradient(loss, sums, validationRows.rowEnd, unused);
    },
    startStep: () => {
      times.reduceMs = 0;
      for (let w = 0; w < nWorkers; w++) {
        times.computeMs[w] = 0;
        times.waitMs[w] = 0;
      }
    },
    close: () => {
      Atomics.store(ints, SLOT.closed, 1);
      bumpGeneration();
    },
  };
};
