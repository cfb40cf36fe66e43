import { LOSSES } from '../losses/catalogue';
import { isPenalised } from '../losses/penalty';
import { hasHessian } from '../losses/properties';
import { OPTIMISERS } from '../optimisers/catalogue';
import { SCHEDULES } from '../schedules/catalogue';
import type { GradientSource, Method } from '../schema';
import { counted, formatCount } from '../text/counted';
import { kindsOf, parameterIssue, type Choices } from './choices';
import { combinationIssues, findsOwnStep } from './combinations';

export type MethodField =
  | 'loss'
  | 'l1'
  | 'l2'
  | 'optimizer'
  | 'schedule'
  | 'batchSize'
  | 'clip'
  | 'averageFrom'
  | 'gradient';

export interface MethodIssue {
  field: MethodField;
  message: string;
}

const choiceIssue = <U extends { kind: string }>(
  field: MethodField,
  what: string,
  choices: Choices<U>,
  choice: U,
): MethodIssue[] => {
  if (!Object.hasOwn(choices, choice.kind)) {
    const known = kindsOf(choices).join(', ');
    return [{ field, message: `There is no ${what} "${choice.kind}". Choose among ${known}.` }];
  }
  const issue = parameterIssue(choices, choice);
  if (issue === null) return [];
  const name = `The ${what} ${choice.kind} has ${issue.name} ${issue.value}.`;
  return [{ field, message: `${name} Choose ${issue.words}.` }];
};

const penaltyIssues = ({ penalty }: Method): MethodIssue[] =>
  (['l1', 'l2'] as const)
    .filter((field) => !(Number.isFinite(penalty[field]) && penalty[field] >= 0))
    .map((field) => ({
      field,
      message: `The ${field.toUpperCase()} penalty is ${penalty[field]}. Choose a number of 0 or more, for example 0.1.`,
    }));

const SOURCES: Record<GradientSource, true> = { sharded: true, factored: true, auto: true };

const numberIssues = ({ batchSize, clip, averageFrom, gradient }: Method): MethodIssue[] => {
  const issues: MethodIssue[] = [];
  if (batchSize !== null && !(Number.isSafeInteger(batchSize) && batchSize >= 1)) {
    const message = `The batch size is ${batchSize}. Choose a whole number of rows of 1 or more, for example 32, or switch batches off.`;
    issues.push({ field: 'batchSize', message });
  }
  if (clip !== null && !(Number.isFinite(clip) && clip > 0)) {
    const message = `The gradient is to be clipped at a norm of ${clip}. Choose a number above 0, or switch clipping off.`;
    issues.push({ field: 'clip', message });
  }
  if (averageFrom !== null && !(Number.isSafeInteger(averageFrom) && averageFrom >= 0)) {
    const message = `The parameters are to be averaged from step ${averageFrom} on. Choose a whole number of 0 or more, or switch averaging off.`;
    issues.push({ field: 'averageFrom', message });
  }
  if (!Object.hasOwn(SOURCES, gradient)) {
    const message = `There is no source of the gradient "${gradient}". Choose among ${Object.keys(SOURCES).join(', ')}.`;
    issues.push({ field: 'gradient', message });
  }
  return issues;
};

/** What is wrong with a method: one sentence with the value, and one with the remedy. */
export const methodIssues = (method: Method): MethodIssue[] => {
  const issues = [
    ...choiceIssue('loss', 'loss', LOSSES, method.loss),
    ...penaltyIssues(method),
    ...choiceIssue('optimizer', 'optimiser', OPTIMISERS, method.optimizer),
    ...choiceIssue('schedule', 'schedule', SCHEDULES, method.schedule),
    ...numberIssues(method),
  ];
  return issues.length === 0 ? combinationIssues(method) : issues;
};

/** What only the data can tell of a method: the sentence, or null where it is in order. */
export const batchSizeIssue = (batchSize: number | null, nSamples: number): string | null =>
  batchSize === null || batchSize <= nSamples
    ? null
    : `The batch size is ${formatCount(batchSize)}, but there ${nSamples === 1 ? 'is' : 'are'} only ${counted(nSamples, 'row')} to train on. Choose ${formatCount(nSamples)} at most, or switch batches off.`;

/**
 * Whether every step is eta times the gradient of all rows, with the one eta (and the proximal step, where there is an L1
 * penalty).
 */
export const isConstantDescent = ({ optimizer, schedule, batchSize, clip }: Method): boolean =>
  optimizer.kind === 'gradient-descent' && schedule.kind === 'constant' && batchSize === null && clip === null;

/**
 * Whether the spectrum of the squared loss says how the steps go: below its limit they converge, and it knows the best
 * rate. A penalty has another spectrum, and another loss none that is the same everywhere.
 */
export const goesBySpectrum = (method: Method): boolean =>
  isConstantDescent(method) && method.loss.kind === 'squared' && !isPenalised(method.penalty);

/** What a person should know of a method that is in order. */
export const methodNotes = (method: Method): string[] => {
  const { loss, optimizer, schedule, averageFrom } = method;
  const notes: string[] = [];
  if (optimizer.kind === 'adamw' && optimizer.weightDecay > 0) {
    notes.push(
      `The weight decay of AdamW (${optimizer.weightDecay}) acts on the steps and is no part of the objective.`,
    );
  }
  if (loss.kind === 'poisson') {
    notes.push(
      'The Poisson loss leaves out log y!, which no parameter changes, so it may be below 0.',
    );
  }
  if (!hasHessian(loss)) {
    if (findsOwnStep(optimizer.kind)) {
      notes.push(`The loss ${loss.kind} has kinks, at which ${optimizer.kind} may stop short of the minimum. A memory of 100 steps, or gradient descent with the exponential schedule, comes nearer.`);
    } else if (schedule.kind === 'constant' && averageFrom === null) {
      notes.push(
        `The loss ${loss.kind} has kinks, about which steps of a constant learning rate go to and fro. The schedule inverse-sqrt or averaging makes them settle.`,
      );
    }
  }
  return notes;
};
