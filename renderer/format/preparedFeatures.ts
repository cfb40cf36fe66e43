import type { ColumnDefinition, Expression, Preparation, PreparedFeature } from '../../electron/contract';
import { formatCount } from './number';
import { plural } from './quantity';

/** The inputs that a feature is made of. */
function inputsOf(expression: Expression): number[] {
  switch (expression.op) {
    case 'number':
      return [];
    case 'product':
      return expression.of.flatMap(inputsOf);
    case 'ifMissing':
      return [expression.input, ...inputsOf(expression.of), ...inputsOf(expression.then)];
    case 'onlyWhere':
      return [expression.input, ...inputsOf(expression.of)];
    case 'clamp':
    case 'log':
    case 'sqrt':
      return inputsOf(expression.of);
    default:
      return [expression.input];
  }
}

/** By the name of a column of the file: the features that are made of it, products with others among them. */
export function featuresByColumn({ inputs, features }: Preparation): ReadonlyMap<string, PreparedFeature[]> {
  const byColumn = new Map<string, PreparedFeature[]>(inputs.map(({ name }) => [name, []]));
  for (const feature of features) {
    for (const input of new Set(inputsOf(feature.expression))) {
      byColumn.get(inputs[input]?.name ?? '')?.push(feature);
    }
  }
  return byColumn;
}

/** What becomes of a column, in the little room beside its name; '' where it enters as it is. */
export function becomes({ name, type }: ColumnDefinition, preparation: Preparation, features: readonly PreparedFeature[]): string {
  const levels = preparation.inputs.find((input) => input.name === name)?.levels ?? null;
  const count = formatCount(features.length);
  if (levels !== null) return `${plural(levels.length, 'level')} → ${count}`;
  const [only] = features;
  if (features.length === 1 && only !== undefined) {
    const { op } = only.expression;
    if (op === 'log' || op === 'sqrt') return op === 'log' ? 'logarithm' : 'square root';
    return only.name === name ? (type === 'number' ? '' : type) : only.name;
  }
  return `→ ${plural(features.length, 'feature')}`;
}
