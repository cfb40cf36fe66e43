import { closeSync, openSync, writeSync } from 'node:fs';
import { numberText } from '../../core/export/csv';
import { isPenalised } from '../../core/losses/penalty';
import { checkpointBefore, restoreState } from '../../core/training/checkpoints';
import { SLOT } from '../../core/training/controlBlock';
import { toRaw } from '../../core/training/parameters';
import type { ReplayTask, TrainReply, VisitTask } from '../../core/training/trainTask';
import { GangAborted } from './barrier';
import type { Gang } from './gang';
import { createRates } from './rates';
import { createWalk } from './walk';

const BUFFERED_CHARACTERS = 1_000_000;

const createLineWriter = (file: number) => {
  let lines: string[] = [];
  let nCharacters = 0;
  const flush = (): void => {
    let bytes = Buffer.from(lines.join(''));
    // A write may take less than it is given.
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(file, bytes));
    lines = [];
    nCharacters = 0;
  };
  const write = (line: string): void => {
    lines.push(line);
    nCharacters += line.length;
    if (nCharacters >= BUFFERED_CHARACTERS) flush();
  };
  return { write, flush };
};

/**
 * Makes the updates of a run again and writes the line `step,raw weights...,raw bias,loss` of each step from
 * 0 to nSteps, the loss with batches being that of the batch; with a penalty `,objective` follows, with a validation part
 * `,validation_loss`, which with batches is that of the last end of an epoch.
 */
const writeLines = (task: ReplayTask, gang: Gang, file: number): number => {
  const { ints } = gang.block;
  const { nSteps } = task;
  const walk = createWalk(task, gang);
  const rateAt = createRates(task.rateChanges);
  const raw = new Float64Array(walk.theta.length);
  const writer = createLineWriter(file);
  const withObjective = isPenalised(task.method.penalty);
  let validationLoss = NaN;
  writer.write(`${task.header}\n`);
  for (;;) {
    const { step } = walk;
    walk.evaluate();
    toRaw(walk.theta, task.scaling, raw);
    const figures = [...raw, walk.dataLoss];
    if (withObjective) figures.push(walk.loss);
    if (task.validation) {
      if (step % (walk.batches?.nBatches ?? 1) === 0) validationLoss = gang.validationLoss(walk.theta);
      figures.push(validationLoss);
    }
    writer.write(`${step},${figures.map(numberText).join(',')}\n`);
    Atomics.store(ints, SLOT.replayed, step);
    if (step === nSteps) break;
    walk.advance(rateAt(step));
  }
  writer.flush();
  return nSteps + 1;
};

export const runReplay = (task: ReplayTask, gang: Gang): TrainReply => {
  let file: number | null = null;
  try {
    file = openSync(task.path, 'w');
    const nLines = writeLines(task, gang, file);
    return { kind: 'replayed', nLines };
  } catch (error) {
    if (error instanceof GangAborted || !(error instanceof Error)) throw error;
    return {
      kind: 'not-written',
      errorCode: (error as NodeJS.ErrnoException).code ?? null,
      message: error.message,
    };
  } finally {
    if (file !== null) closeSync(file);
  }
};

export const runVisit = (task: VisitTask, gang: Gang): TrainReply => {
  const walk = createWalk(task, gang);
  const rateAt = createRates(task.rateChanges);
  const checkpoint = checkpointBefore(task.checkpoints, task.nSteps);
  if (checkpoint) {
    restoreState(walk.state, checkpoint);
    walk.resume(checkpoint.step);
  }
  walk.evaluate();
  while (walk.step < task.nSteps) {
    walk.advance(rateAt(walk.step));
    walk.evaluate();
  }
  const { step, theta, slope, loss, dataLoss } = walk;
  const learningRate = rateAt(step);
  return { kind: 'visited', step, theta: theta.slice(), gradient: slope.slice(), loss, dataLoss, learningRate };
};
