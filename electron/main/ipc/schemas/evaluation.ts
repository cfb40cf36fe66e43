import { z } from 'zod';
import { identifier } from './common';

export const evaluationSchemas = {
  'run/evaluate': z.strictObject({ runId: identifier }),
};
