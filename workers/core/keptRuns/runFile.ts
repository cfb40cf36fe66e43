import type { ColumnDefinition, Dialect, Divergence, ImportOptions, KeptData, KeptRun, RunInfo, Scaling } from '../schema';
import { FallLineError } from '../schema';
import { fieldReader, isObject, type FieldReader } from '../export/fieldReader';
import { FILE_FORMATS } from '../design/fileFormats';
import { readPreparation } from '../preparation/readPreparation';
import { readRecipe } from '../preparation/readRecipe';
import { count, figure, flag, list, NotAsExpected, object, oneOf, orNull, pattern, text, within, type Check } from './checks';
import { encodeFigures } from './figures';
import { runSettings } from './settingsCheck';

/** What the file of a run says of itself: all of a kept run but what a person writes to it, and what is seen from its folder. */
export type RunFile = Omit<KeptRun, 'name' | 'note' | 'isBaseline' | 'deletedAt' | 'canResume' | 'isOpen'>;

const FORMAT = 'fall-line-run';
export const RUN_VERSION = 1;

export const runId = pattern('the id of a run', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const sha256 = pattern('64 hexadecimal digits', /^[0-9a-f]{64}$/);
export const date: Check<string> = (value, place) => {
  const found = text(value, place);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(found) || Number.isNaN(Date.parse(found))) {
    throw new NotAsExpected(place, 'a date and time in UTC');
  }
  return found;
};

const dialect = object<Dialect>({
  delimiter: text,
  quote: text,
  escape: text,
  hasHeader: flag,
  skipLines: count,
  decimalMark: oneOf('.', ','),
  thousandsMark: oneOf('', '.', ',', ' ', "'"),
  encoding: oneOf('utf-8', 'utf-16', 'latin-1'),
  missingWords: list(text),
  dateFormat: orNull(text),
});

const column = object<ColumnDefinition>({
  index: count,
  name: text,
  type: oneOf('number', 'text', 'boolean', 'date', 'timestamp'),
});

const importOptions = object<ImportOptions>({ format: oneOf(...FILE_FORMATS), dialect, columns: list(column) });

const data = object<KeptData>({ path: text, fileName: text, nRows: count, sha256, options: importOptions });

const scaling = object<Scaling>({ means: list(figure), scales: list(figure) });

const runInfo = object<RunInfo>({
  runId,
  datasetId: text,
  settings: runSettings,
  targetName: text,
  featureNames: list(text),
  classNames: orNull(list(text)),
  scaling,
  nSamples: count,
  nValidation: count,
  nFeatures: count,
  nOutputs: within('count'),
  isFactored: flag,
  rowsSkipped: count,
  nWorkers: within('count'),
  nShards: count,
  nChunks: count,
  byteLength: count,
  objective: text,
  notes: list(text),
  buildMs: figure,
});

const stopReason = oneOf(
  'max-steps', 'loss-change', 'gradient-norm', 'converged', 'validation', 'time', 'stopped', 'diverged', 'failed',
);

const divergence = object<Divergence>({ message: text, limit: orNull(figure), suggestedLearningRate: orNull(figure) });

const last = object<KeptRun['last']>({
  runId,
  stopReason: orNull(stopReason),
  steps: count,
  loss: figure,
  objective: figure,
  gradientNorm: figure,
  validationLoss: orNull(figure),
  weights: list(figure),
  bias: figure,
  classes: orNull(list(object<{ name: string; weights: number[]; bias: number }>({ name: text, weights: list(figure), bias: figure }))),
  thetaHash: sha256,
  nWorkers: within('count'),
  elapsedMs: figure,
  learningRate: figure,
  divergence: orNull(divergence),
  failure: orNull(text),
});

const WORDS = { owner: "The run's", remedy: 'Delete the run.', code: 'file-damaged' } as const;

/** JSON within a text, as model files and recipes have it: there a level may be called NaN, which here is a number. */
const embedded = <T>(read: (field: FieldReader) => T): Check<T> => (value, place) => {
  const source: unknown = JSON.parse(text(value, place));
  if (!isObject(source)) throw new NotAsExpected(place, 'an object');
  try {
    return read(fieldReader(source, `${place}.`, WORDS));
  } catch (error) {
    if (error instanceof FallLineError) throw new NotAsExpected(place, `as it must be: ${error.message}`);
    throw error;
  }
};

const runFile = object<RunFile>({
  id: runId,
  startedAt: date,
  data,
  recipe: orNull(embedded(readRecipe)),
  preparation: orNull(embedded(readPreparation)),
  settings: runSettings,
  info: runInfo,
  last,
  bestValidationLoss: orNull(figure),
  bestStep: count,
  applicationVersion: text,
});

/** Parameters in the file of a run. More of them are in its checkpoint alone: the file is written every other second. */
const MOST_WEIGHTS = 10_000;

const withoutMany = (last: KeptRun['last']): KeptRun['last'] => {
  const nWeights = last.weights.length * (last.classes?.length ?? 1);
  return nWeights > MOST_WEIGHTS ? { ...last, weights: [], classes: null } : last;
};

export const serializeRun = (run: RunFile): string =>
  JSON.stringify(
    {
      format: FORMAT,
      formatVersion: RUN_VERSION,
      ...run,
      recipe: run.recipe && JSON.stringify(run.recipe),
      preparation: run.preparation && JSON.stringify(run.preparation),
      last: withoutMany(run.last),
    },
    encodeFigures,
  );

/** The inverse, bit for bit. Throws NotAsExpected, or SyntaxError where it is no JSON. */
export const parseRun = (written: string): RunFile => {
  const source: unknown = JSON.parse(written);
  object<{ format: string; formatVersion: number }>({ format: oneOf(FORMAT), formatVersion: oneOf(RUN_VERSION) })(source, '');
  return runFile(source, '');
};
