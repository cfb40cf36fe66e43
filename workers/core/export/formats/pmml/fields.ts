import type { DescribedModel } from '../../describedModel';
import { comparable } from '../../evaluate';
import type { Atom, LevelValue, Line } from '../../lines';
import { element, type Element } from '../../xml';
import { datePartBy, type DateArithmetic } from '../dateArithmetic';
import { apply, choose, field, flagConstant, numberConstant, textConstant } from './expressions';

export interface DerivedFields {
  elements: Element[];
  /** Of the features, in their order: fields of the file, or derived ones. */
  names: string[];
}

const SECONDS_A_DAY = 86_400;

/** Derived fields under names that nobody else has; the same expression is one field. */
const createFields = (taken: readonly string[]) => {
  const names = new Set(taken);
  const known = new Map<string, string>();
  const elements: Element[] = [];
  const add = (expression: Element): string => {
    const existing = known.get(expression);
    if (existing !== undefined) return existing;
    let name = `derived ${elements.length + 1}`;
    while (names.has(name)) name = `${name}_`;
    names.add(name);
    known.set(expression, name);
    elements.push(element('DerivedField', { name, optype: 'continuous', dataType: 'double' }, [expression]));
    return name;
  };
  return { add, elements };
};

const dateArithmetic = (add: (expression: Element) => string): DateArithmetic<string> => ({
  plus: (a, b) => add(apply('+', field(a), typeof b === 'string' ? field(b) : numberConstant(b))),
  minus: (a, b) => add(apply('-', field(a), field(b))),
  times: (a, b) => add(apply('*', field(a), numberConstant(b))),
  over: (a, b) => add(apply('floor', apply('/', field(a), numberConstant(b)))),
  floor: (a) => add(apply('floor', field(a))),
  chooseBelow: (a, b, yes, no) => add(choose(apply('lessThan', field(a), numberConstant(b)), field(yes), field(no))),
});

/** `taken`: names of fields of the file, the target among them. */
export const derivedFields = ({ inputs, lines, features }: DescribedModel, taken: readonly string[]): DerivedFields => {
  const { add, elements } = createFields(taken);
  const raw = (input: number): Element => field(inputs[input]!.name);

  /** A column as a number; times are taken to the second, which is all that PMML has a function for. */
  const numberOf = (input: number): Element => {
    switch (inputs[input]!.type) {
      case 'boolean':
        return choose(apply('equal', raw(input), flagConstant(true)), numberConstant(1), numberConstant(0));
      case 'date':
        return apply('dateDaysSinceYear', raw(input), numberConstant(1970));
      case 'timestamp':
        return apply('/', apply('dateSecondsSinceYear', raw(input), numberConstant(1970)), numberConstant(SECONDS_A_DAY));
      default:
        return raw(input);
    }
  };

  const constantOf = (value: LevelValue, input: number): Element => {
    const level = comparable(value, inputs[input]!);
    if (typeof level === 'string') return textConstant(level);
    return typeof level === 'boolean' ? flagConstant(level) : numberConstant(level);
  };
  const isDate = (input: number): boolean => inputs[input]!.type === 'date' || inputs[input]!.type === 'timestamp';
  /** What levels are compared with. */
  const compared = (input: number): Element => (isDate(input) ? numberOf(input) : raw(input));
  const among = (input: number, values: readonly LevelValue[]): Element =>
    values.length === 1
      ? apply('equal', compared(input), constantOf(values[0]!, input))
      : apply('isIn', compared(input), ...values.map((value) => constantOf(value, input)));
  const isMissing = (input: number): Element => apply('isMissing', raw(input));

  const indicator = (input: number, values: readonly LevelValue[], yes: number): Element => {
    const no = 1 - yes;
    if (values.length === 0) return choose(apply('isNotMissing', raw(input)), numberConstant(no));
    return choose(among(input, values), numberConstant(yes), numberConstant(no));
  };

  const results: string[] = [];
  const value = (atom: Atom): Element => {
    if (atom.from === 'number') return numberConstant(atom.value);
    return atom.from === 'input' ? numberOf(atom.index) : field(results[atom.index]!);
  };

  const resultOf = (line: Line): string => {
    switch (line.op) {
      case 'isOneOf':
        return add(indicator(line.input, line.values, 1));
      case 'isNoneOf':
        return add(indicator(line.input, line.values, 0));
      case 'isMissing':
        return add(choose(isMissing(line.input), numberConstant(1), numberConstant(0)));
      case 'ifMissing':
        return add(choose(isMissing(line.input), value(line.then), value(line.of)));
      case 'onlyWhere':
        return add(choose(among(line.input, line.values), value(line.of)));
      // min and max of PMML pass over missing operands, comparisons do not.
      case 'clamp': {
        const of = value(line.of);
        const lowered = choose(apply('greaterThan', of, numberConstant(line.high)), numberConstant(line.high), of);
        return add(choose(apply('lessThan', of, numberConstant(line.low)), numberConstant(line.low), lowered));
      }
      case 'log':
        return add(choose(apply('greaterThan', value(line.of), numberConstant(0)), apply('ln', value(line.of))));
      case 'sqrt':
        return add(choose(apply('greaterOrEqual', value(line.of), numberConstant(0)), apply('sqrt', value(line.of))));
      case 'datePart':
        return datePartBy(dateArithmetic(add), add(numberOf(line.input)), line.part);
      case 'product':
        return add(apply('*', value(line.of[0]), value(line.of[1])));
    }
  };
  for (const line of lines) results.push(resultOf(line));
  const names = features.map(({ value: atom }) => {
    if (atom.from === 'line') return results[atom.index]!;
    if (atom.from === 'input' && inputs[atom.index]!.type === 'number') return inputs[atom.index]!.name;
    return add(value(atom));
  });
  return { elements, names };
};
