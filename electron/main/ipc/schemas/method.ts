import { z } from 'zod';
import type { DesignSettings, InitialParameters, LossSettings, Method } from '../../../contract';
import { anyNumber, MAX_COLUMNS } from './common';

const adam = { beta1: anyNumber, beta2: anyNumber, epsilon: anyNumber };

export const lossSchema: z.ZodType<LossSettings> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('squared') }),
  z.strictObject({ kind: z.literal('huber'), delta: anyNumber }),
  z.strictObject({ kind: z.literal('absolute') }),
  z.strictObject({ kind: z.literal('quantile'), quantile: anyNumber }),
  z.strictObject({ kind: z.literal('logistic') }),
  z.strictObject({ kind: z.literal('softmax') }),
  z.strictObject({ kind: z.literal('poisson') }),
]);

const parameters = z.array(anyNumber).max(MAX_COLUMNS);

export const initSchema: z.ZodType<InitialParameters> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('zeros') }),
  z.strictObject({ kind: z.literal('random'), seed: anyNumber }),
  z.strictObject({ kind: z.literal('given'), weights: parameters, bias: anyNumber }),
  z.strictObject({ kind: z.literal('point'), theta: parameters }),
]);

/** What becomes of the rows before training. */
export const designShape = {
  degree: anyNumber,
  intercept: z.boolean(),
  scaledBy: z.enum(['deviation', 'range']),
  storage: z.enum(['float64', 'float32']),
  validationShare: anyNumber,
  seed: anyNumber,
  weightColumn: anyNumber.nullable(),
  partColumn: anyNumber.nullable(),
} satisfies { [Field in keyof DesignSettings]: z.ZodType<DesignSettings[Field]> };

/** Penalty, optimiser, schedule and so on, as run settings and models hold them. */
export const descentShape = {
  penalty: z.strictObject({ l1: anyNumber, l2: anyNumber, bias: z.boolean() }),
  optimizer: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('gradient-descent') }),
    z.strictObject({ kind: z.literal('heavy-ball'), momentum: anyNumber }),
    z.strictObject({ kind: z.literal('nesterov'), momentum: anyNumber }),
    z.strictObject({ kind: z.literal('adagrad'), epsilon: anyNumber }),
    z.strictObject({ kind: z.literal('rmsprop'), decay: anyNumber, epsilon: anyNumber }),
    z.strictObject({ kind: z.literal('adam'), ...adam }),
    z.strictObject({ kind: z.literal('adamw'), ...adam, weightDecay: anyNumber }),
    z.strictObject({ kind: z.literal('l-bfgs'), memory: anyNumber }),
    z.strictObject({ kind: z.literal('newton') }),
  ]),
  schedule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    z.strictObject({ kind: z.literal('inverse-sqrt') }),
    z.strictObject({ kind: z.literal('step'), every: anyNumber, factor: anyNumber }),
    z.strictObject({ kind: z.literal('exponential'), factor: anyNumber }),
    z.strictObject({ kind: z.literal('cosine'), steps: anyNumber }),
    z.strictObject({ kind: z.literal('armijo'), shrink: anyNumber, decrease: anyNumber }),
    z.strictObject({ kind: z.literal('barzilai-borwein') }),
    z.strictObject({ kind: z.literal('auto') }),
  ]),
  batchSize: anyNumber.nullable(),
  clip: anyNumber.nullable(),
  averageFrom: anyNumber.nullable(),
  gradient: z.enum(['sharded', 'factored', 'auto']),
} satisfies { [Field in Exclude<keyof Method, 'loss'>]: z.ZodType<Method[Field]> };
