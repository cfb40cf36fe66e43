import type { Expression, PreparedFeature } from '../schema';
import type { ColumnChoices } from './choices';
import { datePart } from './dates';
import { levelText, planLevels, RARE } from './levels';
import type { ColumnStatistics } from './statistics';

/** What a feature column becomes. */
export interface ColumnFeatures {
  /** Those that products are made of. */
  base: PreparedFeature[];
  powers: PreparedFeature[];
  indicator: PreparedFeature | null;
}

const number = (value: number): Expression => ({ op: 'number', value });

const numberOf = (value: ColumnStatistics['fill']): number => Number(value ?? 0);

/** With `then` where the column is missing, if its missing values are filled. */
const filled = (of: Expression, input: number, fill: ColumnStatistics['fill'], then: number): Expression =>
  fill === null ? of : { op: 'ifMissing', of, input, then: number(then) };

/** A number column up to each stage of what is done to it: statistics of a stage are those of the stage before. */
export const numberStages = (
  { transform }: Pick<ColumnChoices, 'transform'>,
  input: number,
  { fill, bounds }: Pick<ColumnStatistics, 'fill' | 'bounds'>,
): { filled: Expression; clamped: Expression; transformed: Expression } => {
  const first = filled({ op: 'input', input }, input, fill, numberOf(fill));
  const clamped: Expression = bounds === null ? first : { op: 'clamp', of: first, ...bounds };
  return { filled: first, clamped, transformed: transform === null ? clamped : { op: transform, of: clamped } };
};

const power = (of: Expression, exponent: number): Expression =>
  exponent === 1 ? of : { op: 'product', of: [power(of, exponent - 1), of] };

const quantity = (choices: ColumnChoices, input: number, statistics: ColumnStatistics): Omit<ColumnFeatures, 'indicator'> => {
  const { column, transform, degree } = choices;
  const { transformed } = numberStages(choices, input, statistics);
  const name = transform === null ? column.name : `${transform}(${column.name})`;
  return {
    base: [{ name, expression: transformed }],
    powers: Array.from({ length: degree - 1 }, (_, k) => ({
      name: `${name}^${k + 2}`,
      expression: power(transformed, k + 2),
    })),
  };
};

const dateFeatures = ({ column, dateParts }: ColumnChoices, input: number, { fill }: ColumnStatistics): PreparedFeature[] =>
  (dateParts ?? []).map((part) => {
    const isPlain = part === 'days';
    const of: Expression = isPlain ? { op: 'input', input } : { op: 'datePart', input, part };
    return {
      name: isPlain && dateParts?.length === 1 ? column.name : `${column.name} ${part}`,
      expression: filled(of, input, fill, datePart(numberOf(fill), part)),
    };
  });

const indicators = (choices: ColumnChoices, input: number, { fill, levels }: ColumnStatistics): PreparedFeature[] => {
  const { column, categories } = choices;
  if (!categories || !levels) return [];
  const { kept, rare, reference, unseen } = planLevels(column.name, levels, categories);
  const known = levels.map(({ value }) => value);
  const feature = (name: string, of: Expression, isFill: boolean): PreparedFeature => {
    const limited: Expression = unseen === 'missing' ? { op: 'onlyWhere', of, input, values: known } : of;
    return { name: `${column.name} = ${name}`, expression: filled(limited, input, fill, Number(isFill)) };
  };
  const features = kept.map(({ value }) => feature(levelText(value), { op: 'equals', input, value }, value === fill));
  if (rare.length === 0 || reference === null) return features;
  const frequent = [reference, ...kept].map(({ value }) => value);
  const values = rare.map(({ value }) => value);
  const gathered: Expression = unseen === 'rare' ? { op: 'isNoneOf', input, values: frequent } : { op: 'isOneOf', input, values };
  return [...features, feature(RARE, gathered, fill !== null && values.includes(fill))];
};

/** The features of one column, whose place among the inputs is `input`. */
export const columnFeatures = (choices: ColumnChoices, input: number, statistics: ColumnStatistics): ColumnFeatures => {
  const { column, categories, dateParts, indicator } = choices;
  const made =
    categories !== null
      ? { base: indicators(choices, input, statistics), powers: [] }
      : dateParts !== null
        ? { base: dateFeatures(choices, input, statistics), powers: [] }
        : quantity(choices, input, statistics);
  return {
    ...made,
    indicator: indicator ? { name: `${column.name} is missing`, expression: { op: 'isMissing', input } } : null,
  };
};
