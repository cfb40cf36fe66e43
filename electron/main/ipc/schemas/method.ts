import { z } from 'zod';
import type { Method } from '../../../contract';
import { anyNumber } from './common';

const adam = { beta1: anyNumber, beta2: anyNumber, epsilon: anyNumber };

/** Penalty, optimiser and schedule, as run settings and models hold them. */
export const methodShape = {
  penalty: z.strictObject({ l1: anyNumber, l2: anyNumber }),
  optimizer: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('gradient-descent') }),
    z.strictObject({ kind: z.literal('heavy-ball'), momentum: anyNumber }),
    z.strictObject({ kind: z.literal('nesterov'), momentum: anyNumber }),
    z.strictObject({ kind: z.literal('adagrad'), epsilon: anyNumber }),
    z.strictObject({ kind: z.literal('rmsprop'), decay: anyNumber, epsilon: anyNumber }),
    z.strictObject({ kind: z.literal('adam'), ...adam }),
    z.strictObject({ kind: z.literal('adamw'), ...adam, weightDecay: anyNumber }),
  ]),
  schedule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    z.strictObject({ kind: z.literal('inverse-sqrt') }),
    z.strictObject({ kind: z.literal('step'), every: anyNumber, factor: anyNumber }),
    z.strictObject({ kind: z.literal('exponential'), factor: anyNumber }),
    z.strictObject({ kind: z.literal('cosine'), steps: anyNumber }),
  ]),
} satisfies { [Field in keyof Method]: z.ZodType<Method[Field]> };
