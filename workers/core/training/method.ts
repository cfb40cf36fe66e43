import { OPTIMISERS } from '../optimisers/catalogue';
import { hasProximalStep } from '../optimisers/create';
import { SCHEDULES } from '../schedules/catalogue';
import type { Method } from '../schema';
import { kindsOf, parameterIssue, type Choices } from './choices';

export type MethodField = 'l1' | 'l2' | 'optimizer' | 'schedule';

interface MethodIssue {
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

/** What is wrong with penalty, optimiser and schedule: one sentence with the value, and one with the remedy. */
export const methodIssues = ({ penalty, optimizer, schedule }: Method): MethodIssue[] => {
  const issues: MethodIssue[] = [];
  for (const field of ['l1', 'l2'] as const) {
    const value = penalty[field];
    if (Number.isFinite(value) && value >= 0) continue;
    const name = field.toUpperCase();
    issues.push({
      field,
      message: `The ${name} penalty is ${value}. Choose a number of 0 or more, for example 0.1.`,
    });
  }
  issues.push(
    ...choiceIssue('optimizer', 'optimiser', OPTIMISERS, optimizer),
    ...choiceIssue('schedule', 'schedule', SCHEDULES, schedule),
  );
  if (issues.length === 0 && penalty.l1 > 0 && !hasProximalStep(optimizer.kind)) {
    const able = kindsOf(OPTIMISERS).filter(hasProximalStep).join(', ');
    issues.push({
      field: 'optimizer',
      message: `The L1 penalty needs a proximal step, which ${optimizer.kind} does not have. Choose one of ${able}, or an L2 penalty alone.`,
    });
  }
  return issues;
};

/** Whether every step is eta times the gradient with the one eta (and the proximal step, where there is an L1 penalty). */
export const isConstantDescent = ({ optimizer, schedule }: Method): boolean =>
  optimizer.kind === 'gradient-descent' && schedule.kind === 'constant';

/** What a person should know of a method that is in order. */
export const methodNotes = ({ optimizer }: Method): string[] =>
  optimizer.kind === 'adamw' && optimizer.weightDecay > 0
    ? [`The weight decay of AdamW (${optimizer.weightDecay}) acts on the steps and is no part of the objective.`]
    : [];
