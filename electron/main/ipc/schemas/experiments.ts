import { z } from 'zod';
import { identifier } from './common';

export const experimentSchemas = {
  'experiment/begin': z.strictObject({ sampleId: identifier }),
  'experiment/end': z.null(),
};
