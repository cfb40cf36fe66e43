import { z } from 'zod';
import type { RunCommand, RunSettings } from '../../../contract';
import { anyNumber, count, identifier, MAX_COLUMNS } from './common';
import { designShape, descentShape, initSchema, lossSchema } from './method';

export const settingsSchema: z.ZodType<RunSettings> = z.strictObject({
  target: count,
  features: z.array(count).max(MAX_COLUMNS),
  standardize: z.boolean(),
  init: initSchema,
  loss: lossSchema,
  ...descentShape,
  ...designShape,
  learningRate: anyNumber,
  stop: z.strictObject({
    maxSteps: anyNumber,
    lossChange: anyNumber.nullable(),
    gradientNorm: anyNumber.nullable(),
    elapsedMs: anyNumber.nullable(),
    patience: anyNumber.nullable(),
  }),
  workers: z.union([anyNumber, z.literal('auto')]),
  startPaused: z.boolean(),
});

const command: z.ZodType<RunCommand> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pause') }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('step') }),
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({ kind: z.literal('learning-rate'), value: anyNumber }),
]);

const ofRun = z.strictObject({ runId: identifier });

export const runSchemas = {
  'run/start': z.strictObject({ datasetId: identifier, settings: settingsSchema }),
  'run/control': z.strictObject({ runId: identifier, command }),
  'run/is-open': ofRun,
  'run/dispose': ofRun,
  'run/save-log': ofRun,
  'run/save-trace': ofRun,
};
