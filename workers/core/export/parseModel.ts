import { objectiveFormula } from '../losses/formula';
import { OPTIMISERS } from '../optimisers/catalogue';
import { SCHEDULES } from '../schedules/catalogue';
import { chosen, isInRange, kindsOf, parametersOf, rangeWords, type Choices, type Range } from '../training/choices';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../training/defaults';
import { FallLineError, type Method, type ModelFile, type StopReason } from '../schema';

const KNOWN_VERSION = 1;

const STOP_REASONS: Record<StopReason, true> = {
  'max-steps': true,
  'loss-change': true,
  'gradient-norm': true,
  validation: true,
  time: true,
  stopped: true,
  diverged: true,
  failed: true,
};

const invalid = (message: string): FallLineError => new FallLineError('model-invalid', message);

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** Reads one field after the other and names the one that is wrong. */
const reader = (source: Record<string, unknown>, prefix = '') => {
  const wrong = (key: string, expected: string): FallLineError => {
    const found = Object.hasOwn(source, key) ? `is ${shown(source[key])}` : 'is missing';
    return invalid(
      `The model's field "${prefix}${key}" ${found}; it must be ${expected}. Export the model again.`,
    );
  };
  const read = <T>(key: string, expected: string, accept: (value: unknown) => value is T): T => {
    const value = Object.hasOwn(source, key) ? source[key] : undefined;
    if (!accept(value)) throw wrong(key, expected);
    return value;
  };
  const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
  const isText = (value: unknown): value is string => typeof value === 'string';
  return {
    wrong,
    text: (key: string) => read(key, 'a text', isText),
    pattern: (key: string, expected: string, form: RegExp) =>
      read(key, expected, (value): value is string => isText(value) && form.test(value)),
    oneOf: <T extends string>(key: string, values: readonly T[]) =>
      read(key, values.map((value) => `"${value}"`).join(' or '), (value): value is T =>
        values.some((known) => known === value),
      ),
    flag: (key: string) =>
      read(key, 'true or false', (value): value is boolean => typeof value === 'boolean'),
    number: (key: string) => read(key, 'a finite number', isNumber),
    count: (key: string) =>
      read(
        key,
        'a whole number, 0 or more',
        (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
      ),
    within: (key: string, range: Range) =>
      read(key, rangeWords(range), (value): value is number => isNumber(value) && isInRange(range, value)),
    has: (key: string) => Object.hasOwn(source, key),
    texts: (key: string) =>
      read(
        key,
        'an array of texts',
        (value): value is string[] => Array.isArray(value) && value.every(isText),
      ),
    numbers: (key: string, length: number, positive = false) =>
      read(
        key,
        `an array of ${length} finite numbers${positive ? ' above 0' : ''}, one for each feature`,
        (value): value is number[] =>
          Array.isArray(value) &&
          value.length === length &&
          value.every((item) => isNumber(item) && (!positive || item > 0)),
      ),
    child: (key: string) =>
      reader(
        read(key, 'an object', (value): value is Record<string, unknown> => isObject(value)),
        `${prefix}${key}.`,
      ),
  };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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

type Reader = ReturnType<typeof reader>;

const readChoice = <U extends { kind: string }>(field: Reader, choices: Choices<U>): U => {
  const kind = field.oneOf('kind', kindsOf(choices));
  const given = parametersOf(choices, kind).map(({ name, range }) => [name, field.within(name, range)] as const);
  return chosen(choices, kind, Object.fromEntries(given));
};

/** Of the time before there was a choice there is plain descent. */
const readMethod = (field: Reader): Method => {
  const penalty = field.has('penalty') ? field.child('penalty') : null;
  return {
    ...DEFAULT_METHOD,
    penalty: penalty
      ? { l1: penalty.within('l1', 'not-negative'), l2: penalty.within('l2', 'not-negative'), bias: false }
      : DEFAULT_METHOD.penalty,
    optimizer: field.has('optimizer')
      ? readChoice(field.child('optimizer'), OPTIMISERS)
      : DEFAULT_METHOD.optimizer,
    schedule: field.has('schedule')
      ? readChoice(field.child('schedule'), SCHEDULES)
      : DEFAULT_METHOD.schedule,
  };
};

const readObjective = (field: Reader, loss: ModelFile['loss'], { penalty }: Method): ModelFile['objective'] => {
  if (!field.has('objective')) return { formula: objectiveFormula(DEFAULT_METHOD.loss, penalty), value: loss.value };
  const objective = field.child('objective');
  return { formula: objective.text('formula'), value: objective.number('value') };
};

const firstRepeated = (names: string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);

/**
 * The model in the text of a file: the inverse of serializeModel, bit for bit. Every field is checked; fields
 * that this version does not know are left out. Throws FallLineError 'model-invalid' that names the field.
 */
export const parseModel = (text: string): ModelFile => {
  const source = readJson(text);
  checkVersion(source['formatVersion']);
  const field = reader(source);
  const targetName = field.text('targetName');
  const featureNames = field.texts('featureNames');
  const repeated = firstRepeated([targetName, ...featureNames]);
  if (repeated !== undefined) {
    throw invalid(
      `The model names the column ${shown(repeated)} more than once among target and features. Export the model again.`,
    );
  }
  const nFeatures = featureNames.length;
  const scaling = field.child('scaling');
  const lossField = field.child('loss');
  const data = field.child('data');
  const createdAt = field.pattern(
    'createdAt',
    'a date and time in UTC',
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  );
  if (Number.isNaN(Date.parse(createdAt))) throw field.wrong('createdAt', 'a date and time in UTC');
  const loss = {
    kind: 'squared' as const,
    parameter: null,
    name: lossField.text('name'),
    formula: lossField.text('formula'),
    value: lossField.number('value'),
  };
  const method = readMethod(field);
  return {
    format: 'fall-line-model',
    formatVersion: KNOWN_VERSION,
    model: field.oneOf('model', ['linear']),
    targetName,
    featureNames,
    weights: field.numbers('weights', nFeatures),
    bias: field.number('bias'),
    standardize: field.flag('standardize'),
    scaling: {
      means: scaling.numbers('means', nFeatures),
      scales: scaling.numbers('scales', nFeatures, true),
    },
    ...method,
    ...DEFAULT_DESIGN,
    columnNames: featureNames,
    classNames: null,
    classes: null,
    loss,
    objective: readObjective(field, loss, method),
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
    createdAt,
    applicationVersion: field.text('applicationVersion'),
  };
};
