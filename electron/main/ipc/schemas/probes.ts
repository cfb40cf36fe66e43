import { z } from 'zod';
import type { ProbeRequest } from '../../../contract';
import { count, identifier, shortText } from './common';
import { settingsSchema } from './runs';

/** 64 MB: a grid of points of a thousand parameters. */
const MAX_NUMBERS = 8 * 2 ** 20;
const MAX_ROWS = 1_000;
const MAX_LANES = 64;

const numbers = z.custom<Float64Array<ArrayBuffer>>(
  (value) => value instanceof Float64Array && value.buffer instanceof ArrayBuffer && value.length <= MAX_NUMBERS,
  `expected at most ${MAX_NUMBERS} numbers as a Float64Array`,
);
const maxRows = z.int().min(1).nullable();
const nRows = z.int().min(0).max(MAX_ROWS);

const request: z.ZodType<ProbeRequest> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('objectives'), points: numbers, maxRows }),
  z.strictObject({ kind: z.literal('slope'), theta: numbers, vectors: numbers, maxRows }),
  z.strictObject({ kind: z.literal('extremes'), theta: numbers, maxRows }),
  z.strictObject({ kind: z.literal('rows'), theta: numbers, nFirst: nRows, parameter: count, nHardest: nRows }),
]);

export const probeSchemas = {
  'run/probe': z.strictObject({ runId: identifier, slot: shortText, request }),
  'run/state-at': z.strictObject({ runId: identifier, step: count }),
  'run/race': z.strictObject({ datasetId: identifier, settings: z.array(settingsSchema).max(MAX_LANES) }),
};
