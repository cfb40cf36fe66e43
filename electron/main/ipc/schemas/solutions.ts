import { z } from 'zod';
import { designShape, initSchema, lossSchema } from './method';
import type { SolveSettings } from '../../../contract';
import { anyNumber, count, identifier, MAX_COLUMNS } from './common';

const settings: z.ZodType<SolveSettings> = z.strictObject({
  target: count,
  features: z.array(count).max(MAX_COLUMNS),
  standardize: z.boolean(),
  ...designShape,
  loss: lossSchema,
  l2: anyNumber,
  isShuffled: z.boolean(),
  init: initSchema,
});

export const solutionSchemas = {
  'dataset/solve': z.strictObject({ datasetId: identifier, settings }),
};
