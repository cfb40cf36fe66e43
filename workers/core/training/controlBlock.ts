/**
 * The shared memory of one gang: named slots by which the engine steers the leader, the leader its followers,
 * and the engine sees where they are, without a message. Each slot has one writer, named here.
 */
const LINE = 16;

/** Slots of Int32, each group on a cache line of its own. */
export const SLOT = {
  /** Leader: bumped when theta is there to be evaluated, or when the gang is let go. */
  generation: 0,
  /** Followers: how many have evaluated this generation. */
  arrived: LINE,
  /** Leader: what is to be done at this generation, a value of COMMAND, and on which rows of which part. */
  command: LINE + 1,
  part: LINE + 2,
  rowStart: LINE + 3,
  rowEnd: LINE + 4,
  mostOfChunk: LINE + 5,
  /** Workers: how many have taken their seats. */
  seated: 2 * LINE,
  /** Leader: 1 when followers are to go home. */
  closed: 3 * LINE,
  /** Engine: 1 when all are to give up at once (a worker died, or the run is thrown away). */
  abort: 3 * LINE + 1,
  /** Engine: 1 while the run is to stand still. */
  pause: 4 * LINE,
  stop: 4 * LINE + 1,
  /** Engine: number of single steps asked for. */
  stepRequests: 4 * LINE + 2,
  /** Engine: bumped with each order; a paused leader sleeps on it. */
  orders: 4 * LINE + 3,
  /** Engine: number of times that it has asked for the state to be saved. */
  saveRequests: 4 * LINE + 4,
  /** Leader: a value of STATE. */
  state: 5 * LINE,
  /** Leader: number of snapshots published. */
  newest: 5 * LINE + 1,
  /** Leader: the last request to save that it has answered. */
  saved: 5 * LINE + 2,
  /** Leader: odd while the trace is being thinned out. */
  traceVersion: 6 * LINE,
  traceCount: 6 * LINE + 1,
  traceStride: 6 * LINE + 2,
  /** Leader: entries of the list of learning rates. */
  rateChanges: 6 * LINE + 3,
  /** Leader of a replay: steps written. */
  replayed: 6 * LINE + 4,
} as const;
const INT_SLOTS = 7 * LINE;

/**
 * Sums of the gradient at theta, or of the Hessian's product with `vector`: that of the loss, or for one set of weights
 * that of squared loss.
 */
export const COMMAND = { gradient: 0, hessian: 1, squaredHessian: 2 } as const;
export type Command = (typeof COMMAND)[keyof typeof COMMAND];

/** The rows trained on, and those of the validation part. */
export const PART = { training: 0, validation: 1 } as const;
export type Part = (typeof PART)[keyof typeof PART];

export const STATE = { running: 0, paused: 1 } as const;

/** Snapshots kept: a reader has until the third one after its own to copy it. */
const N_SNAPSHOTS = 4;

/**
 * Layout of a snapshot, the figures of one step:
 * [step, loss, gradientNorm, elapsedMs, stepMs, reduceMs, learningRate, total reduceMs,
 *  dataLoss, validationLoss, (computeMs, waitMs, total computeMs, total waitMs) of each worker, theta, gradient].
 */
export const SNAPSHOT = {
  step: 0,
  loss: 1,
  gradientNorm: 2,
  elapsedMs: 3,
  stepMs: 4,
  reduceMs: 5,
  learningRate: 6,
  totalReduceMs: 7,
  /** The loss without the penalty. */
  dataLoss: 8,
  /** NaN where there is none. */
  validationLoss: 9,
  workers: 10,
} as const;
export const NUMBERS_PER_WORKER = 4;
export const snapshotTheta = (nWorkers: number): number => SNAPSHOT.workers + NUMBERS_PER_WORKER * nWorkers;
export const snapshotGradient = (nWorkers: number, nParameters: number): number =>
  snapshotTheta(nWorkers) + nParameters;
const snapshotLength = (nWorkers: number, nParameters: number): number =>
  snapshotGradient(nWorkers, nParameters) + nParameters;

export interface ControlBlock {
  readonly ints: Int32Array<SharedArrayBuffer>;
  /** One number: the learning rate to use from the next step on. Written by the engine. */
  readonly learningRate: Float64Array<SharedArrayBuffer>;
  /** The parameters to evaluate. Written by the leader before it bumps the generation. */
  readonly theta: Float64Array<SharedArrayBuffer>;
  /** Likewise, for a product with the Hessian. */
  readonly vector: Float64Array<SharedArrayBuffer>;
  /** Milliseconds each worker took for its chunks; written by that worker before it arrives. */
  readonly computeMs: Float64Array<SharedArrayBuffer>;
  readonly snapshots: readonly Float64Array<SharedArrayBuffer>[];
}

const byteOffsets = (nWorkers: number, nParameters: number) => {
  const learningRate = INT_SLOTS * 4;
  const theta = learningRate + 8 * LINE;
  const vector = theta + 8 * nParameters;
  const computeMs = vector + 8 * nParameters;
  const snapshots = computeMs + 8 * nWorkers;
  return { learningRate, theta, vector, computeMs, snapshots };
};

export const controlByteLength = (nWorkers: number, nParameters: number): number =>
  byteOffsets(nWorkers, nParameters).snapshots + 8 * N_SNAPSHOTS * snapshotLength(nWorkers, nParameters);

export const openControlBlock = (
  buffer: SharedArrayBuffer,
  nWorkers: number,
  nParameters: number,
): ControlBlock => {
  const at = byteOffsets(nWorkers, nParameters);
  const length = snapshotLength(nWorkers, nParameters);
  return {
    ints: new Int32Array(buffer, 0, INT_SLOTS),
    learningRate: new Float64Array(buffer, at.learningRate, 1),
    theta: new Float64Array(buffer, at.theta, nParameters),
    vector: new Float64Array(buffer, at.vector, nParameters),
    computeMs: new Float64Array(buffer, at.computeMs, nWorkers),
    snapshots: Array.from(
      { length: N_SNAPSHOTS },
      (_, k) => new Float64Array(buffer, at.snapshots + 8 * k * length, length),
    ),
  };
};

/** The snapshot to fill next; `publishSnapshot` then makes it the newest. Leader only. */
export const nextSnapshot = (block: ControlBlock): Float64Array => {
  const next = (Atomics.load(block.ints, SLOT.newest) + 1) | 0;
  return block.snapshots[next & (N_SNAPSHOTS - 1)]!;
};

export const publishSnapshot = (block: ControlBlock): void => {
  Atomics.add(block.ints, SLOT.newest, 1);
};

const READ_ATTEMPTS = 16;

/**
 * Copies the newest snapshot to `out`. The leader never waits: it goes on to other slots, and a copy that
 * took it three steps is taken again. Returns false, with `out` untrustworthy, where there is none yet or
 * each attempt was too slow.
 */
export const readSnapshot = (block: ControlBlock, out: Float64Array): boolean => {
  for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
    const before = Atomics.load(block.ints, SLOT.newest);
    if (before === 0) return false;
    out.set(block.snapshots[before & (N_SNAPSHOTS - 1)]!);
    const passed = (Atomics.load(block.ints, SLOT.newest) - before) | 0;
    if (passed < N_SNAPSHOTS - 1) return true;
  }
  return false;
};

/** Tells the leader that an order changed. */
export const giveOrder = (block: ControlBlock): void => {
  Atomics.add(block.ints, SLOT.orders, 1);
  Atomics.notify(block.ints, SLOT.orders);
};

/** Frees every thread of the gang from whatever it waits for. */
export const abortGang = (block: ControlBlock): void => {
  Atomics.store(block.ints, SLOT.abort, 1);
  for (const slot of [SLOT.generation, SLOT.arrived, SLOT.seated]) Atomics.notify(block.ints, slot);
  giveOrder(block);
};
