import { z } from 'zod';
import type { ModelFile } from '../../../contract';
import { anyNumber, columnName, count, identifier, MAX_COLUMNS, path } from './common';
import { methodShape } from './method';

const numbers = z.array(anyNumber).max(MAX_COLUMNS);

const model: z.ZodType<ModelFile> = z.strictObject({
  format: z.literal('fall-line-model'),
  formatVersion: z.literal(1),
  model: z.literal('linear'),
  targetName: columnName,
  featureNames: z.array(columnName).max(MAX_COLUMNS),
  weights: numbers,
  bias: anyNumber,
  standardize: z.boolean(),
  scaling: z.strictObject({ means: numbers, scales: numbers }),
  loss: z.strictObject({ name: z.literal('mean squared error'), formula: z.string().max(1000), value: anyNumber }),
  objective: z.strictObject({ formula: z.string().max(2000), value: anyNumber }),
  ...methodShape,
  learningRate: anyNumber,
  steps: count,
  stopReason: z.enum(['max-steps', 'loss-change', 'gradient-norm', 'time', 'stopped', 'diverged', 'failed']),
  thetaHash: z.string().max(200),
  nSamples: count,
  rowsRejected: count,
  rowsSkipped: count,
  data: z.strictObject({ fileName: z.string().max(4096), nRows: count, sha256: z.string().max(200) }),
  createdAt: z.string().max(100),
  applicationVersion: z.string().max(100),
});

const ofRun = z.strictObject({ runId: identifier });

export const modelSchemas = {
  'model/preview': ofRun,
  'model/save-json': ofRun,
  'model/save-coefficients': ofRun,
  'model/open': z.strictObject({ path: path.nullable() }),
  'model/predict': z.strictObject({ model, datasetId: identifier }),
};
