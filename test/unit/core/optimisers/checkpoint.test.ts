import { describe, expect, it } from 'vitest';
import { OPTIMISERS } from '../../../../workers/core/optimisers/catalogue';
import { SCHEDULES } from '../../../../workers/core/schedules/catalogue';
import type { Method } from '../../../../workers/core/schema';
import { chosen, kindsOf } from '../../../../workers/core/training/choices';
import { methodIssues } from '../../../../workers/core/training/method';
import { methodOf, normalRows, rowProblem, startDescent } from './problems';

const logistic = { kind: 'logistic' } as const;
const rows = normalRows(60, 3, (x, _noise, uniform) => (uniform < 1 / (1 + Math.exp(-x[0]! - x[2]!)) ? 1 : 0));
const real = normalRows(60, 3, (x, noise) => 3 * x[0]! - x[1]! + noise);

const METHODS: [string, Method][] = [
  ...kindsOf(OPTIMISERS).map((kind): [string, Method] => [
    kind,
    methodOf({ loss: logistic, optimizer: chosen(OPTIMISERS, kind) }),
  ]),
  ['l-bfgs whose memory is full', methodOf({ loss: logistic, optimizer: { kind: 'l-bfgs', memory: 2 } })],
  ...kindsOf(SCHEDULES).map((kind): [string, Method] => [
    `the schedule ${kind}`,
    methodOf({ loss: logistic, schedule: chosen(SCHEDULES, kind) }),
  ]),
  ...(['gradient-descent', 'heavy-ball', 'nesterov'] as const).map((kind): [string, Method] => [
    `auto on squared loss for ${kind}`,
    methodOf({ optimizer: chosen(OPTIMISERS, kind), schedule: { kind: 'auto' } }),
  ]),
  ['clipping', methodOf({ loss: logistic, clip: 0.05 })],
];

describe('a copy of theta and of what the stepper remembers', () => {
  it.each(METHODS)('goes on with the same bits: %s', (_, method) => {
    expect(methodIssues(method)).toEqual([]);
    const problem = rowProblem(method.loss, method.loss.kind === 'squared' ? real : rows);
    const whole = startDescent(method, problem, { baseRate: 0.5 });
    whole.advance(5);
    const copies = whole.stepper.state.map((numbers) => numbers.slice());
    const resumed = startDescent(method, problem, { baseRate: 0.5, start: whole.point.theta, firstStep: 5 });
    resumed.stepper.state.forEach((numbers, k) => numbers.set(copies[k]!));
    whole.advance(6);
    const here = [...whole.point.theta];
    resumed.advance(6);
    expect([...resumed.point.theta]).toEqual(here);
    expect(resumed.point.value).toBe(whole.point.value);
    expect(resumed.point.rate).toBe(whole.point.rate);
    expect(here.some((value) => value !== 0)).toBe(true);
  });

  it('matters to every method that remembers: without it the steps are others', () => {
    const forgetful = METHODS.filter(([, method]) => {
      const problem = rowProblem(method.loss, method.loss.kind === 'squared' ? real : rows);
      const whole = startDescent(method, problem, { baseRate: 0.5 });
      whole.advance(5);
      const blank = startDescent(method, problem, { baseRate: 0.5, start: whole.point.theta, firstStep: 5 });
      whole.advance(1);
      blank.advance(1);
      return blank.point.theta.some((value, j) => value !== whole.point.theta[j]);
    }).map(([name]) => name);
    for (const name of ['heavy-ball', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw', 'l-bfgs']) {
      expect(forgetful).toContain(name);
    }
    expect(forgetful).not.toContain('gradient-descent');
  });
});
