import { z } from 'zod';
import type { StudyRequest } from '../../../contract';
import { anyNumber, identifier } from './common';
import { recipeSchema } from './preparation';
import { settingsSchema } from './runs';

/** More than a study may have: how many it may is the engine's to say. */
const values = z.array(anyNumber).max(100_000);

const request: z.ZodType<StudyRequest> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folds'), k: anyNumber, seed: anyNumber }),
  z.strictObject({ kind: z.literal('learning-curve'), shares: values, seed: anyNumber }),
  z.strictObject({ kind: z.literal('path'), penalty: z.enum(['l1', 'l2']), values }),
]);

export const studySchemas = {
  'study/start': z.strictObject({
    datasetId: identifier,
    study: z.strictObject({ recipe: recipeSchema.nullable(), settings: settingsSchema, request }),
  }),
};
