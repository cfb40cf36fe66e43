import type { DescribedModel } from '../../describedModel';
import { comparable } from '../../evaluate';
import type { Atom, LevelValue, Line } from '../../lines';
import { datePartBy, type DateArithmetic } from '../dateArithmetic';
import type { GraphBuilder } from './graph';
import { DATA_TYPE } from './messages';

const dateArithmetic = ({ add, scalar }: GraphBuilder): DateArithmetic<string> => {
  const floor = (a: string): string => add('Floor', [a]);
  return {
    plus: (a, b) => add('Add', [a, typeof b === 'string' ? b : scalar(b)]),
    minus: (a, b) => add('Sub', [a, b]),
    times: (a, b) => add('Mul', [a, scalar(b)]),
    over: (a, b) => floor(add('Div', [a, scalar(b)])),
    floor,
    chooseBelow: (a, b, yes, no) => add('Where', [add('Less', [a, scalar(b)]), yes, no]),
  };
};

/** The name of each feature, [N, 1] double, NaN where it is missing. `inputs`: names of the inputs, text as string, others as double. */
export const featureNodes = (
  graph: GraphBuilder,
  { inputs: columns, lines, features }: DescribedModel,
  inputs: readonly string[],
): string[] => {
  const { add, constant, scalar } = graph;
  const dates = dateArithmetic(graph);
  const nothing = (): string => scalar(NaN);
  const isText = (input: number): boolean => columns[input]!.type === 'text';
  const number = (condition: string): string => add('Cast', [condition], { to: DATA_TYPE.double });
  const where = (condition: string, yes: string, no: string): string => add('Where', [condition, yes, no]);

  const isMissing = (input: number): string =>
    isText(input) ? add('Equal', [inputs[input]!, constant('string', [''])]) : add('IsNaN', [inputs[input]!]);

  /** A constant in the shape of a column. */
  const everywhere = (value: string, input = 0): string => where(isMissing(input), value, value);

  /** All values side by side, so that any number of them is one comparison. */
  const isOneOf = (input: number, values: readonly LevelValue[]): string => {
    const known = isText(input)
      ? constant('string', values.map(String), [1, values.length])
      : constant('double', values.map((value) => Number(comparable(value, columns[input]!))), [1, values.length]);
    const equal = add('Equal', [inputs[input]!, known]);
    if (values.length === 1) return equal;
    const count = add('ReduceSum', [number(equal), constant('int64', [1], [1])], { keepdims: 1 });
    return add('Greater', [count, scalar(0)]);
  };

  const results: string[] = [];
  const named = (atom: Atom): string => {
    if (atom.from === 'number') return scalar(atom.value);
    return atom.from === 'input' ? inputs[atom.index]! : results[atom.index]!;
  };

  const resultOf = (line: Line): string => {
    switch (line.op) {
      case 'isOneOf':
        return line.values.length === 0
          ? where(isMissing(line.input), nothing(), scalar(0))
          : where(isMissing(line.input), nothing(), number(isOneOf(line.input, line.values)));
      case 'isNoneOf':
        return line.values.length === 0
          ? where(isMissing(line.input), nothing(), scalar(1))
          : where(isMissing(line.input), nothing(), number(add('Not', [isOneOf(line.input, line.values)])));
      case 'isMissing':
        return number(isMissing(line.input));
      case 'ifMissing':
        return where(isMissing(line.input), named(line.then), named(line.of));
      case 'onlyWhere':
        return line.values.length === 0
          ? everywhere(nothing(), line.input)
          : where(isOneOf(line.input, line.values), named(line.of), nothing());
      // Comparisons with NaN are false, so what is missing stays missing.
      case 'clamp': {
        const of = named(line.of);
        const raised = where(add('Less', [of, scalar(line.low)]), scalar(line.low), of);
        return where(add('Greater', [raised, scalar(line.high)]), scalar(line.high), raised);
      }
      case 'log': {
        const of = named(line.of);
        return where(add('Greater', [of, scalar(0)]), add('Log', [of]), nothing());
      }
      case 'sqrt':
        return add('Sqrt', [named(line.of)]);
      case 'datePart':
        return datePartBy(dates, inputs[line.input]!, line.part);
      case 'product':
        return add('Mul', [named(line.of[0]), named(line.of[1])]);
    }
  };
  for (const line of lines) results.push(resultOf(line));
  return features.map(({ value }) => (value.from === 'number' ? everywhere(named(value)) : named(value)));
};
