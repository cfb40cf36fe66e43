import { z } from 'zod';
import type { ModelFile } from '../../../contract';
import { anyNumber, columnName, count, identifier, MAX_COLUMNS, path } from './common';
import { LOSSES } from '../../../../workers/core/losses/catalogue';
import { kindsOf } from '../../../../workers/core/training/choices';
import { descentShape, designShape } from './method';

const numbers = z.array(anyNumber).max(MAX_COLUMNS);

const classParameters = z.strictObject({ name: columnName, weights: numbers, bias: anyNumber });

const model: z.ZodType<ModelFile> = z.strictObject({
  format: z.literal('fall-line-model'),
  formatVersion: z.literal(1),
  model: z.literal('linear'),
  targetName: columnName,
  columnNames: z.array(columnName).max(MAX_COLUMNS),
  featureNames: z.array(columnName).max(MAX_COLUMNS),
  weights: numbers,
  bias: anyNumber,
  classNames: z.array(z.string()).max(MAX_COLUMNS).nullable(),
  classes: z.array(classParameters).max(MAX_COLUMNS).nullable(),
  standardize: z.boolean(),
  scaling: z.strictObject({ means: numbers, scales: numbers }),
  loss: z.strictObject({
    kind: z.enum(kindsOf(LOSSES)),
    parameter: anyNumber.nullable(),
    name: z.string().max(200),
    formula: z.string().max(1000),
    value: anyNumber,
  }),
  objective: z.strictObject({ formula: z.string().max(2000), value: anyNumber }),
  ...designShape,
  ...descentShape,
  learningRate: anyNumber,
  steps: count,
  stopReason: z.enum(['max-steps', 'loss-change', 'gradient-norm', 'converged', 'validation', 'time', 'stopped', 'diverged', 'failed']),
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
