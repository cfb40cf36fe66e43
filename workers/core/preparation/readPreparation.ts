import type { FieldReader } from '../export/fieldReader';
import type { ColumnType, Expression, Preparation, PreparationInput } from '../schema';
import { MAX_DEGREE } from '../training/design';
import { MAX_LEVELS } from './levels';
import { DATE_PARTS, readRecipe, UNSEEN_RULES } from './readRecipe';

const COLUMN_TYPES: readonly ColumnType[] = ['number', 'text', 'boolean', 'date', 'timestamp'];
const MAX_COLUMNS = 100_000;
/** Powers of a filled, clamped logarithm, times another: none that Fall Line makes is deeper. */
const MAX_DEPTH = MAX_DEGREE + 20;
/** Of all features together: a file that a person has written by hand must not fill the memory. */
const MAX_NODES = 5_000_000;

const readInput = (input: FieldReader): PreparationInput => ({
  name: input.text('name'),
  type: input.oneOf('type', COLUMN_TYPES),
  levels: input.isNull('levels')
    ? input.nothing('levels')
    : input.list('levels', MAX_LEVELS).map((level) => ({ value: level.scalar('value'), nRows: level.count('nRows') })),
  unseen: input.isNull('unseen') ? input.nothing('unseen') : input.oneOf('unseen', UNSEEN_RULES),
});

const OPS: readonly Expression['op'][] = [
  'number', 'input', 'equals', 'isOneOf', 'isNoneOf', 'isMissing', 'ifMissing', 'onlyWhere', 'clamp', 'log', 'sqrt', 'datePart', 'product',
];

const JS_TYPES: Record<ColumnType, string> = { number: 'number', boolean: 'boolean', text: 'string', date: 'string', timestamp: 'string' };

/** Reads formulas whose columns are among the inputs, each used as its type allows. */
const expressionReader = (inputs: readonly PreparationInput[]) => {
  let nNodes = 0;
  const inputOf = (node: FieldReader, types: readonly ColumnType[]): number => {
    const input = node.count('input');
    const type = inputs[input]?.type;
    if (type === undefined) throw node.wrong('input', `the place of one of the ${inputs.length} inputs, counted from 0`);
    if (!types.includes(type)) throw node.wrong('input', `the place of an input of type ${types.join(' or ')}`);
    return input;
  };
  const valuesOf = (node: FieldReader, input: number, values: (string | number | boolean)[], key: string) => {
    const type = inputs[input]!.type;
    if (values.every((value) => typeof value === JS_TYPES[type])) return values;
    throw node.wrong(key, `of the type of the column "${inputs[input]!.name}", ${type}`);
  };
  const read = (node: FieldReader, depth: number): Expression => {
    nNodes++;
    const op = node.oneOf('op', OPS);
    if (depth > MAX_DEPTH) throw node.wrong('op', `part of a formula of at most ${MAX_DEPTH} operations in one another`);
    if (nNodes > MAX_NODES) throw node.wrong('op', `one of at most ${MAX_NODES} operations in all formulas`);
    const of = (): Expression => read(node.child('of'), depth + 1);
    switch (op) {
      case 'number':
        return { op, value: node.number('value') };
      case 'input':
        return { op, input: inputOf(node, ['number', 'boolean', 'date', 'timestamp']) };
      case 'equals': {
        const input = inputOf(node, COLUMN_TYPES);
        const [value] = valuesOf(node, input, [node.scalar('value')], 'value');
        return { op, input, value: value! };
      }
      case 'isOneOf':
      case 'isNoneOf': {
        const input = inputOf(node, COLUMN_TYPES);
        return { op, input, values: valuesOf(node, input, node.scalars('values', MAX_LEVELS), 'values') };
      }
      case 'isMissing':
        return { op, input: inputOf(node, COLUMN_TYPES) };
      case 'ifMissing':
        return { op, of: of(), input: inputOf(node, COLUMN_TYPES), then: read(node.child('then'), depth + 1) };
      case 'onlyWhere': {
        const input = inputOf(node, COLUMN_TYPES);
        return { op, of: of(), input, values: valuesOf(node, input, node.scalars('values', MAX_LEVELS), 'values') };
      }
      case 'clamp':
        return { op, of: of(), low: node.number('low'), high: node.number('high') };
      case 'log':
      case 'sqrt':
        return { op, of: of() };
      case 'datePart':
        return { op, input: inputOf(node, ['date', 'timestamp']), part: node.oneOf('part', DATE_PARTS) };
      case 'product': {
        const [first, second] = node.children('of', 2);
        return { op, of: [read(first!, depth + 1), read(second!, depth + 1)] };
      }
    }
  };
  return read;
};

const isRepeated = (named: readonly { name: string }[]): boolean => new Set(named.map(({ name }) => name)).size < named.length;

/** The preparation in a model file: its inputs, formulas and names are checked against each other. */
export const readPreparation = (field: FieldReader): Preparation => {
  const inputs = field.list('inputs', MAX_COLUMNS).map(readInput);
  if (isRepeated(inputs)) throw field.wrong('inputs', 'an array of columns with names of their own');
  const read = expressionReader(inputs);
  const features = field
    .list('features', MAX_COLUMNS)
    .map((feature) => ({ name: feature.text('name'), expression: read(feature.child('expression'), 1) }));
  if (isRepeated(features)) throw field.wrong('features', 'an array of features with names of their own');
  return { recipe: readRecipe(field.child('recipe')), inputs, features, steps: field.texts('steps') };
};
