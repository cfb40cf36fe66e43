import { z } from 'zod';
import { identifier, path } from './common';
import { model } from './models';

export const predictSchemas = {
  'predict/open': z.strictObject({ path: path.nullable(), model }),
  'predict/close': z.null(),
  'predict/preview': z.strictObject({ model, datasetId: identifier }),
  'predict/save': z.strictObject({
    model,
    datasetId: identifier,
    intervals: z.boolean(),
  }),
};
