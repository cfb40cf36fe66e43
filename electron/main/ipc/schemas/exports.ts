import { z } from 'zod';
import { EXPORT_FORMATS } from '../../../../workers/core/export/formats/kinds';
import { identifier } from './common';
import { model } from './models';

export const exportSchemas = {
  'model/export': z.strictObject({
    source: z.union([z.strictObject({ runId: identifier }), z.strictObject({ model })]),
    format: z.enum(EXPORT_FORMATS),
  }),
};
