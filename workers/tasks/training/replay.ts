import { closeSync, openSync, writeSync } from 'node:fs';
import { numberText } from '../../core/export/csv';
import { isPenalised } from '../../core/losses/penalty';
import { createStepper, type Point } from '../../core/optimisers/stepper';
import { SLOT } from '../../core/training/controlBlock';
import { toRaw } from '../../core/training/parameters';
import type { ReplayTask, TrainReply } from '../../core/training/trainTask';
import { GangAborted } from './barrier';
import type { Gang } from './gang';
import { createObjective } from './objective';

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
 * 0 to nSteps; with a penalty `,objective` follows.
 */
const writeLines = (task: ReplayTask, gang: Gang, file: number): number => {
  const { ints } = gang.block;
  const { rateChanges, nSteps } = task;
  const theta = new Float64Array(task.theta);
  const gradient = new Float64Array(theta.length);
  const shape = { nFeatures: task.shards.plan.nFeatures, nOutputs: task.nOutputs };
  const objective = createObjective(gang, task.method.penalty, shape);
  const stepper = createStepper(task.method, shape, objective);
  const point: Point = { theta, gradient, value: NaN, isEvaluated: false, rate: NaN };
  const raw = new Float64Array(theta.length);
  const writer = createLineWriter(file);
  let nextChange = 0;
  let learningRate = NaN;
  writer.write(`${task.header}\n`);
  for (let step = 0; step <= nSteps; step++) {
    const value = objective.evaluate(theta, gradient);
    toRaw(theta, task.scaling, raw);
    const figures = isPenalised(task.method.penalty) ? [objective.dataLoss, value] : [value];
    writer.write(`${step},${[...raw, ...figures].map(numberText).join(',')}\n`);
    Atomics.store(ints, SLOT.replayed, step);
    if (rateChanges[2 * nextChange] === step) {
      learningRate = rateChanges[2 * nextChange + 1]!;
      nextChange++;
    }
    if (step < nSteps) stepper.advance(point, learningRate, step);
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
