import { daysOfIso } from '../../../preparation/dates';
import { attributeOf, childOf, childrenOf, readXml, type XmlNode } from '../../readXml';
import type { Cell, Scores } from '../../scores';

/** A value of a field: null where it is missing. Dates stay text. */
type Value = Cell;
type Fields = Map<string, Value>;

const SECONDS_A_DAY = 86_400;

const number = (value: Value): number => Number(value);
const finite = (value: number): Value => (Number.isFinite(value) ? value : null);

const daysOf = (text: string): number => daysOfIso(text) ?? NaN;

/** Days between the first of January of two years. */
const daysToYear = (year: number): number => daysOf(`${String(year).padStart(4, '0')}-01-01`);

type Operands = [Value, Value, ...Value[]];

/** By https://dmg.org/pmml/v4-4/BuiltinFunctions.html: each is missing where an operand is. */
const FUNCTIONS: Record<string, (operands: Operands) => Value> = {
  '+': ([a, b]) => finite(number(a) + number(b)),
  '-': ([a, b]) => finite(number(a) - number(b)),
  '*': ([a, b]) => finite(number(a) * number(b)),
  '/': ([a, b]) => finite(number(a) / number(b)),
  floor: ([a]) => Math.floor(number(a)),
  ln: ([a]) => finite(Math.log(number(a))),
  sqrt: ([a]) => finite(Math.sqrt(number(a))),
  equal: ([a, b]) => a === b,
  isIn: ([a, ...values]) => values.includes(a),
  lessThan: ([a, b]) => number(a) < number(b),
  greaterThan: ([a, b]) => number(a) > number(b),
  greaterOrEqual: ([a, b]) => number(a) >= number(b),
  dateDaysSinceYear: ([a, year]) => Math.floor(daysOf(String(a))) - daysToYear(number(year)),
  // A whole number of seconds, by the specification.
  dateSecondsSinceYear: ([a, year]) => Math.floor(daysOf(String(a)) * SECONDS_A_DAY + 1e-6) - daysToYear(number(year)) * SECONDS_A_DAY,
};

const constantOf = (node: XmlNode): Value => {
  const type = node.attributes.get('dataType');
  if (type === 'boolean') return node.text === 'true';
  return type === 'string' ? node.text : Number(node.text);
};

const evaluate = (node: XmlNode, fields: Fields): Value => {
  switch (node.name) {
    case 'Constant':
      return constantOf(node);
    case 'FieldRef': {
      const value = fields.get(attributeOf(node, 'field'));
      if (value === undefined) throw new Error(`There is no field ${JSON.stringify(attributeOf(node, 'field'))}.`);
      return value;
    }
    case 'Apply':
      return applied(node, fields);
    default:
      throw new Error(`The expression ${node.name} is not known here.`);
  }
};

const applied = (node: XmlNode, fields: Fields): Value => {
  const name = attributeOf(node, 'function');
  const [first, second, third] = node.children;
  if (name === 'isMissing') return evaluate(first!, fields) === null;
  if (name === 'isNotMissing') return evaluate(first!, fields) !== null;
  if (name === 'if') {
    const condition = evaluate(first!, fields);
    if (condition === null) return null;
    if (condition === true) return evaluate(second!, fields);
    return third ? evaluate(third, fields) : null;
  }
  const known = FUNCTIONS[name];
  if (!known) throw new Error(`The function ${JSON.stringify(name)} is not known here.`);
  const operands = node.children.map((child) => evaluate(child, fields));
  return operands.includes(null) ? null : known(operands as Operands);
};

/** y_k of a table; a missing predictor makes it missing. */
const tableValue = (table: XmlNode, fields: Fields): number | null => {
  let sum = Number(attributeOf(table, 'intercept'));
  for (const predictor of childrenOf(table, 'NumericPredictor')) {
    const value = fields.get(attributeOf(predictor, 'name'));
    if (value === null || value === undefined) return null;
    sum += Number(attributeOf(predictor, 'coefficient')) * Number(value);
  }
  return sum;
};

/** https://dmg.org/pmml/v4-4/Regression.html: probabilities of the tables, or the one value. */
const normalized = (ys: readonly number[], method: string): number[] => {
  switch (method) {
    case 'exp':
      return ys.map(Math.exp);
    case 'logit': {
      const first = 1 / (1 + Math.exp(-ys[0]!));
      return [first, 1 - first];
    }
    case 'softmax': {
      const largest = Math.max(...ys);
      const powers = ys.map((y) => Math.exp(y - largest));
      const total = powers.reduce((sum, value) => sum + value, 0);
      return powers.map((value) => value / total);
    }
    default:
      return [...ys];
  }
};

interface Reading {
  derived: { name: string; expression: XmlNode }[];
  tables: XmlNode[];
  method: string;
  isForClasses: boolean;
}

const reading = (text: string): Reading => {
  const root = readXml(text);
  const regression = childOf(root, 'RegressionModel');
  return {
    derived: childrenOf(root, 'TransformationDictionary').flatMap((dictionary) =>
      childrenOf(dictionary, 'DerivedField').map((field) => ({
        name: attributeOf(field, 'name'),
        expression: field.children[0]!,
      })),
    ),
    tables: childrenOf(regression, 'RegressionTable'),
    method: attributeOf(regression, 'normalizationMethod'),
    isForClasses: attributeOf(regression, 'functionName') === 'classification',
  };
};

/**
 * Reads a written document back and computes it for rows of raw columns, by what the specification says of its elements: for the
 * check right after writing. Throws where the document asks for what is not there.
 */
export const scorePmml = (
  text: string,
  { inputs, classNames }: { inputs: readonly { name: string }[]; classNames: readonly string[] | null },
  columns: readonly (readonly Cell[])[],
  nRows: number,
): Scores => {
  const { derived, tables, method, isForClasses } = reading(text);
  const labels = classNames ?? [];
  const predictions: (number | null)[] = [];
  const probabilities: (number | null)[][] = labels.map(() => []);
  for (let i = 0; i < nRows; i++) {
    const fields: Fields = new Map(inputs.map(({ name }, k) => [name, columns[k]![i] ?? null]));
    for (const { name, expression } of derived) fields.set(name, evaluate(expression, fields));
    const ys = tables.map((table) => tableValue(table, fields));
    const values = ys.includes(null) ? null : normalized(ys as number[], method);
    if (!isForClasses) {
      predictions.push(values?.[0] ?? null);
      continue;
    }
    const byLabel = new Map(tables.map((table, k) => [attributeOf(table, 'targetCategory'), values?.[k] ?? null]));
    const row = labels.map((label) => byLabel.get(label) ?? null);
    row.forEach((value, k) => probabilities[k]!.push(value));
    predictions.push(values === null ? null : row.reduce<number>((best, value, k) => (value! > row[best]! ? k : best), 0));
  }
  return { predictions, probabilities };
};
