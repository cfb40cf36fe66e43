import { describe, expect, it } from 'vitest';
import { LOSSES } from '../../../../workers/core/losses/catalogue';
import { OPTIMISERS } from '../../../../workers/core/optimisers/catalogue';
import { SCHEDULES } from '../../../../workers/core/schedules/catalogue';
import type { LossKind, Method, OptimizerKind, ScheduleKind } from '../../../../workers/core/schema';
import { chosen, kindsOf } from '../../../../workers/core/training/choices';
import { DEFAULT_METHOD } from '../../../../workers/core/training/defaults';
import {
  batchSizeIssue,
  goesBySpectrum,
  isConstantDescent,
  methodIssues,
  methodNotes,
} from '../../../../workers/core/training/method';

const method = (change: Partial<Method> = {}): Method => ({ ...DEFAULT_METHOD, ...change });
const loss = (kind: LossKind): Partial<Method> => ({ loss: chosen(LOSSES, kind) });
const optimizer = (kind: OptimizerKind): Partial<Method> => ({ optimizer: chosen(OPTIMISERS, kind) });
const schedule = (kind: ScheduleKind): Partial<Method> => ({ schedule: chosen(SCHEDULES, kind) });
const l1: Partial<Method> = { penalty: { l1: 1, l2: 0, bias: false } };

describe('a method', () => {
  it('is in order with any loss, and with any optimiser at its defaults', () => {
    for (const kind of kindsOf(LOSSES)) expect(methodIssues(method(loss(kind)))).toEqual([]);
    for (const kind of kindsOf(OPTIMISERS)) expect(methodIssues(method(optimizer(kind)))).toEqual([]);
    for (const kind of kindsOf(SCHEDULES)) expect(methodIssues(method(schedule(kind)))).toEqual([]);
  });

  it.each<[string, Partial<Method>, field: string, message: string]>([
    [
      'newton without a curvature',
      { ...optimizer('newton'), ...loss('absolute') },
      'optimizer',
      'newton needs the curvature of the loss, which absolute does not have. Choose another optimiser, for example gradient-descent.',
    ],
    [
      'newton in batches',
      { ...optimizer('newton'), batchSize: 32 },
      'batchSize',
      'newton needs all rows at each step, but the batch size is 32. Switch batches off, or choose another optimiser.',
    ],
    [
      'armijo in batches',
      { ...schedule('armijo'), batchSize: 32 },
      'batchSize',
      'armijo needs all rows at each step, but the batch size is 32. Switch batches off, or choose another schedule.',
    ],
    [
      'a schedule for l-bfgs',
      { ...optimizer('l-bfgs'), ...schedule('cosine') },
      'schedule',
      'l-bfgs finds the length of its steps by itself and takes no schedule, but cosine is chosen. Choose the schedule constant.',
    ],
    [
      'clipping for newton',
      { ...optimizer('newton'), clip: 5 },
      'clip',
      'newton finds the length of the steps by itself, but gradients are to be clipped at 5. Switch clipping off.',
    ],
    [
      'l1 with l-bfgs',
      { ...optimizer('l-bfgs'), ...l1 },
      'optimizer',
      'The L1 penalty needs a proximal step, which l-bfgs does not have. Choose one of gradient-descent, heavy-ball, nesterov, adagrad, or an L2 penalty alone.',
    ],
    [
      'armijo with adam',
      { ...schedule('armijo'), ...optimizer('adam') },
      'schedule',
      'The schedule armijo does not go with adam. Choose gradient-descent, or another schedule.',
    ],
    [
      'auto with adagrad',
      { ...schedule('auto'), ...optimizer('adagrad') },
      'schedule',
      'The schedule auto does not go with adagrad. Choose gradient-descent or heavy-ball or nesterov, or another schedule.',
    ],
    [
      'armijo on a kinked loss',
      { ...schedule('armijo'), ...loss('absolute') },
      'schedule',
      'The schedule armijo needs a smooth loss, but absolute has kinks. Choose the schedule inverse-sqrt or exponential, or the optimiser l-bfgs.',
    ],
    [
      'auto with momentum on a loss whose curvature changes',
      { ...schedule('auto'), ...optimizer('nesterov'), ...loss('logistic') },
      'schedule',
      'The schedule auto does not go with nesterov on the loss logistic. Choose gradient-descent, or another schedule.',
    ],
    [
      'clipping for a searched rate',
      { ...schedule('auto'), clip: 5 },
      'clip',
      'auto finds the length of the steps by itself, but gradients are to be clipped at 5. Switch clipping off.',
    ],
    [
      'a memory beyond use',
      { optimizer: { kind: 'l-bfgs', memory: 1_001 } },
      'optimizer',
      'l-bfgs is to keep 1001 of its last steps. Choose a memory of 1000 at most, for example 10.',
    ],
    [
      'R for another loss',
      { gradient: 'factored', ...loss('logistic') },
      'gradient',
      'The factored gradient is that of the squared loss over all rows, but the loss is logistic. Choose the gradient sharded or auto.',
    ],
    [
      'R in batches',
      { gradient: 'factored', batchSize: 8 },
      'gradient',
      'The factored gradient is that of the squared loss over all rows, but the batch size is 8. Choose the gradient sharded or auto.',
    ],
  ])('is refused: %s', (_words, change, field, message) => {
    expect(methodIssues(method(change))).toEqual([{ field, message }]);
  });

  it('may take l1 with every rule that searches, and fall back to the shards by itself', () => {
    expect(methodIssues(method({ ...l1, ...schedule('armijo') }))).toEqual([]);
    expect(methodIssues(method({ ...l1, ...schedule('auto') }))).toEqual([]);
    expect(methodIssues(method({ ...l1, ...schedule('barzilai-borwein') }))).toEqual([]);
    expect(methodIssues(method({ gradient: 'auto', batchSize: 8, ...loss('huber') }))).toEqual([]);
  });

  it('with a batch larger than the data is named when the data is known', () => {
    expect(batchSizeIssue(null, 3)).toBeNull();
    expect(batchSizeIssue(3, 3)).toBeNull();
    expect(batchSizeIssue(2_000, 1_204)).toBe(
      'The batch size is 2,000, but there are only 1,204 rows to train on. Choose 1,204 at most, or switch batches off.',
    );
  });
});

describe('plain descent', () => {
  it('is that of all rows with one rate and the gradient as it is, whatever the loss', () => {
    expect(isConstantDescent(method(loss('poisson')))).toBe(true);
    const others = [optimizer('newton'), schedule('step'), { batchSize: 9 }, { clip: 1 }];
    for (const change of others) expect(isConstantDescent(method(change))).toBe(false);
  });

  it('goes by the spectrum with squared loss and no penalty alone', () => {
    expect(goesBySpectrum(method())).toBe(true);
    expect(goesBySpectrum(method({ averageFrom: 10, gradient: 'factored' }))).toBe(true);
    const others = [
      loss('huber'),
      l1,
      { penalty: { l1: 0, l2: 1, bias: false } },
      optimizer('nesterov'),
      schedule('inverse-sqrt'),
      { batchSize: 9 },
      { clip: 1 },
    ];
    for (const change of others) expect(goesBySpectrum(method(change))).toBe(false);
  });
});

describe('what a person should know of a method', () => {
  it('is nothing of plain descent', () => {
    expect(methodNotes(method())).toEqual([]);
  });

  it('is what the loss leaves out, and what its kinks do', () => {
    expect(methodNotes(method(loss('poisson')))[0]).toContain('leaves out log y!');
    expect(methodNotes(method(loss('quantile')))[0]).toContain('has kinks, about which');
    expect(methodNotes(method({ ...loss('absolute'), ...optimizer('l-bfgs') }))[0]).toMatch(
      /may stop short of the minimum\. A memory of 100 steps, or gradient descent with the exponential schedule, comes nearer\.$/,
    );
    expect(methodNotes(method({ ...loss('absolute'), ...schedule('inverse-sqrt') }))).toEqual([]);
    expect(methodNotes(method({ ...optimizer('adamw') }))[0]).toContain('weight decay');
  });
});
