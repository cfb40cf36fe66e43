import { LOSSES } from '../losses/catalogue';
import { lossFrom } from '../losses/parameter';
import { OPTIMISERS } from '../optimisers/catalogue';
import { SCHEDULES } from '../schedules/catalogue';
import type { DesignSettings, LossSettings, Method, ModelFile, Penalty, RowRoles } from '../schema';
import { chosen, kindsOf, parametersOf, type Choices } from '../training/choices';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../training/defaults';
import { degreeIssue, MAX_DEGREE } from '../training/design';
import type { FieldReader } from './fieldReader';

/** Fields of a model file that say how it was trained. One that is missing is of a time when there was one way alone. */

const readOr = <T>(field: FieldReader, key: string, fallback: T, read: (key: string) => T): T =>
  field.has(key) ? read(key) : fallback;

const readChoice = <U extends { kind: string }>(field: FieldReader, choices: Choices<U>): U => {
  const kind = field.oneOf('kind', kindsOf(choices));
  const given = parametersOf(choices, kind).map(({ name, range }) => [name, field.within(name, range)] as const);
  return chosen(choices, kind, Object.fromEntries(given));
};

const readPenalty = (penalty: FieldReader): Penalty => ({
  l1: penalty.within('l1', 'not-negative'),
  l2: penalty.within('l2', 'not-negative'),
  bias: readOr(penalty, 'bias', DEFAULT_METHOD.penalty.bias, penalty.flag),
});

export const readMethod = (field: FieldReader): Omit<Method, 'loss'> => ({
  penalty: readOr(field, 'penalty', DEFAULT_METHOD.penalty, (key) => readPenalty(field.child(key))),
  optimizer: readOr(field, 'optimizer', DEFAULT_METHOD.optimizer, (key) => readChoice(field.child(key), OPTIMISERS)),
  schedule: readOr(field, 'schedule', DEFAULT_METHOD.schedule, (key) => readChoice(field.child(key), SCHEDULES)),
  batchSize: readOr(field, 'batchSize', DEFAULT_METHOD.batchSize, (key) => field.withinOrNull(key, 'count')),
  clip: readOr(field, 'clip', DEFAULT_METHOD.clip, (key) => field.withinOrNull(key, 'positive')),
  averageFrom: readOr(field, 'averageFrom', DEFAULT_METHOD.averageFrom, field.countOrNull),
  gradient: readOr(field, 'gradient', DEFAULT_METHOD.gradient, (key) =>
    field.oneOf(key, ['sharded', 'factored', 'auto']),
  ),
});

const readDegree = (field: FieldReader): number => {
  const degree = field.number('degree');
  if (degreeIssue(degree) !== null) throw field.wrong('degree', `a whole number from 1 to ${MAX_DEGREE}`);
  return degree;
};

export const readDesign = (field: FieldReader): Omit<DesignSettings, keyof RowRoles> => ({
  degree: readOr(field, 'degree', DEFAULT_DESIGN.degree, () => readDegree(field)),
  intercept: readOr(field, 'intercept', DEFAULT_DESIGN.intercept, field.flag),
  scaledBy: readOr(field, 'scaledBy', DEFAULT_DESIGN.scaledBy, (key) => field.oneOf(key, ['deviation', 'range'])),
  storage: readOr(field, 'storage', DEFAULT_DESIGN.storage, (key) => field.oneOf(key, ['float64', 'float32'])),
  validationShare: readOr(field, 'validationShare', DEFAULT_DESIGN.validationShare, (key) =>
    field.within(key, 'fraction'),
  ),
  seed: readOr(field, 'seed', DEFAULT_DESIGN.seed, field.whole),
});

/** What the one loss was called when a model had no kind of it. */
const FIRST_LOSS = 'mean squared error';

/** The loss as the file tells it, and as it is set. */
export const readLoss = (field: FieldReader): { told: ModelFile['loss']; loss: LossSettings } => {
  const isOld = !field.has('kind');
  const kind = isOld ? 'squared' : field.oneOf('kind', kindsOf(LOSSES));
  const [setting] = parametersOf(LOSSES, kind);
  const parameter = isOld ? null : setting ? field.within('parameter', setting.range) : field.nothing('parameter');
  const told = {
    kind,
    parameter,
    name: isOld ? field.oneOf('name', [FIRST_LOSS]) : field.text('name'),
    formula: field.text('formula'),
    value: field.number('value'),
  };
  return { told, loss: lossFrom(kind, parameter) };
};
