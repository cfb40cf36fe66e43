import { designNames } from '../design/designNames';
import { objectiveFormula } from '../losses/formula';
import { isForClasses } from '../losses/properties';
import { readPreparation } from '../preparation/readPreparation';
import type { ClassParameters, LossSettings, ModelFile, Preparation, StopReason } from '../schema';
import { readIntervals } from './readIntervals';
import { fieldReader, invalid, isObject, shown, type FieldReader } from './fieldReader';
import { readDesign, readLoss, readMethod } from './readMethod';

const KNOWN_VERSION = 1;

const STOP_REASONS: Record<StopReason, true> = {
  'max-steps': true,
  'loss-change': true,
  'gradient-norm': true,
  converged: true,
  validation: true,
  time: true,
  stopped: true,
  diverged: true,
  failed: true,
};

const readJson = (text: string): Record<string, unknown> => {
  let value: unknown;
  try {
    // Some editors put a byte order mark before the text.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw invalid('The file is not a Fall Line model: it is not JSON. Choose a file saved by Export.');
  }
  if (!isObject(value) || value['format'] !== 'fall-line-model') {
    throw invalid(
      'The file is not a Fall Line model: its "format" is not "fall-line-model". Choose a file saved by Export.',
    );
  }
  return value;
};

const checkVersion = (version: unknown): void => {
  if (typeof version === 'number' && version > KNOWN_VERSION) {
    throw invalid(
      `The model has format version ${version}; this Fall Line knows versions up to ${KNOWN_VERSION}. Open it with a newer Fall Line.`,
    );
  }
  if (version !== KNOWN_VERSION) {
    throw invalid(
      `The model's field "formatVersion" is ${shown(version)}; it must be ${KNOWN_VERSION}. Export the model again.`,
    );
  }
};

const firstRepeated = (names: string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);

const checkRepeated = (names: string[], what: string, among: string): void => {
  const repeated = firstRepeated(names);
  if (repeated === undefined) return;
  throw invalid(`The model names the ${what} ${shown(repeated)} more than once among ${among}. Export the model again.`);
};

/** Columns of the file and of the design, which are the same in models of degree 1 and in older ones. */
const readNames = (field: FieldReader, targetName: string, degree: number) => {
  const featureNames = field.texts('featureNames');
  const columnNames = field.has('columnNames') ? field.texts('columnNames') : featureNames;
  checkRepeated([targetName, ...columnNames], 'column', 'target and features');
  const expected = designNames(columnNames, degree);
  if (featureNames.length !== expected.length || featureNames.some((name, j) => name !== expected[j])) {
    const what = degree === 1 ? 'the columns' : `the columns with their powers 1 to ${degree}`;
    throw field.wrong('featureNames', `${what}: ${shown(expected)}`);
  }
  return { columnNames, featureNames };
};

/** A model of a time without preparation has none. The features of one are those that the model was trained on. */
const readFeatures = (field: FieldReader, columnNames: readonly string[]): Preparation | null => {
  if (!field.has('preparation') || field.isNull('preparation')) return null;
  const preparation = readPreparation(field.child('preparation'));
  const names = preparation.features.map(({ name }) => name);
  if (names.length !== columnNames.length || names.some((name, j) => name !== columnNames[j])) {
    throw field.wrong('columnNames', `the names of the features of the preparation: ${shown(names)}`);
  }
  return preparation;
};

const readClassNames = (field: FieldReader, loss: LossSettings): string[] | null => {
  if (!isForClasses(loss)) return field.has('classNames') ? field.nothing('classNames') : null;
  const names = field.texts('classNames');
  const isRight = loss.kind === 'logistic' ? names.length === 2 : names.length >= 2;
  if (!isRight) throw field.wrong('classNames', loss.kind === 'logistic' ? 'two texts' : 'two texts or more');
  checkRepeated(names, 'class', 'the classes');
  return names;
};

const readClasses = (
  field: FieldReader,
  loss: LossSettings,
  classNames: string[] | null,
  nFeatures: number,
): ClassParameters[] | null => {
  if (loss.kind !== 'softmax' || classNames === null) {
    return field.has('classes') ? field.nothing('classes') : null;
  }
  return field.children('classes', classNames.length).map((one, k) => ({
    name: one.oneOf('name', [classNames[k]!]),
    weights: one.numbers('weights', nFeatures),
    bias: one.number('bias'),
  }));
};

/**
 * The model in the text of a file: the inverse of serializeModel, bit for bit. Every field is checked; fields
 * that this version does not know are left out. Throws FallLineError 'model-invalid' that names the field.
 */
export const parseModel = (text: string): ModelFile => {
  const source = readJson(text);
  checkVersion(source['formatVersion']);
  const field = fieldReader(source);
  const model = field.oneOf('model', ['linear']);
  const targetName = field.text('targetName');
  const design = readDesign(field);
  const { columnNames, featureNames } = readNames(field, targetName, design.degree);
  const nFeatures = featureNames.length;
  const preparation = readFeatures(field, columnNames);
  const scaling = field.child('scaling');
  const { told, loss } = readLoss(field.child('loss'));
  const method = readMethod(field);
  const classNames = readClassNames(field, loss);
  const objective = field.has('objective') ? field.child('objective') : null;
  const data = field.child('data');
  const createdAt = field.pattern(
    'createdAt',
    'a date and time in UTC',
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  );
  if (Number.isNaN(Date.parse(createdAt))) throw field.wrong('createdAt', 'a date and time in UTC');
  return {
    format: 'fall-line-model',
    formatVersion: KNOWN_VERSION,
    model,
    targetName,
    preparation,
    columnNames,
    featureNames,
    weights: field.numbers('weights', nFeatures),
    bias: field.number('bias'),
    classNames,
    classes: readClasses(field, loss, classNames, nFeatures),
    standardize: field.flag('standardize'),
    scaling: {
      means: scaling.numbers('means', nFeatures),
      scales: scaling.numbers('scales', nFeatures, true),
    },
    loss: told,
    objective:
      objective === null
        ? { formula: objectiveFormula(loss, method.penalty), value: told.value }
        : { formula: objective.text('formula'), value: objective.number('value') },
    ...method,
    ...design,
    learningRate: field.within('learningRate', 'positive'),
    steps: field.count('steps'),
    stopReason: field.oneOf('stopReason', Object.keys(STOP_REASONS) as StopReason[]),
    thetaHash: field.pattern('thetaHash', '64 hexadecimal digits', /^[0-9a-f]{64}$/),
    nSamples: field.count('nSamples'),
    rowsRejected: field.count('rowsRejected'),
    rowsSkipped: field.count('rowsSkipped'),
    data: {
      fileName: data.text('fileName'),
      nRows: data.count('nRows'),
      sha256: data.pattern('sha256', '64 hexadecimal digits', /^[0-9a-f]{64}$/),
    },
    ...readIntervals(field, nFeatures + (design.intercept ? 1 : 0)),
    createdAt,
    applicationVersion: field.text('applicationVersion'),
  };
};
