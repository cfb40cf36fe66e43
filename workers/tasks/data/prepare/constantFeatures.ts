import { expressionSql, type SqlInput } from '../../../core/preparation/expressionSql';
import { FallLineError, type Expression, type PreparedFeature } from '../../../core/schema';
import { aggregates, type CodedRows } from './trainingRows';

/** Aggregates asked for at a time: a query with thousands takes long to plan. */
const BATCH = 200;

/** Indicators of levels of the training part are 0 and 1 there. */
const mayBeConstant = (expression: Expression): boolean => {
  switch (expression.op) {
    case 'equals':
    case 'isOneOf':
    case 'isNoneOf':
      return false;
    case 'ifMissing':
    case 'onlyWhere':
      return mayBeConstant(expression.of);
    default:
      return true;
  }
};

/** Names of features that have one value in the whole training part. Refuses those that are too large for a float64. */
export const constantFeatures = async (
  rows: CodedRows,
  features: readonly PreparedFeature[],
  inputs: readonly SqlInput[],
): Promise<string[]> => {
  const asked = features.filter(({ expression }) => mayBeConstant(expression));
  const constant: string[] = [];
  for (let start = 0; start < asked.length; start += BATCH) {
    const batch = asked.slice(start, start + BATCH);
    const bounds = await aggregates(rows, batch.flatMap(({ expression }) => {
      const sql = expressionSql(expression, inputs);
      return [`min(${sql})`, `max(${sql})`];
    }));
    batch.forEach(({ name }, k) => {
      const [low, high] = [bounds[2 * k], bounds[2 * k + 1]];
      if (low === high) constant.push(name);
      else if (!Number.isFinite(low) || !Number.isFinite(high)) {
        throw new FallLineError(
          'setting-invalid',
          `The feature "${name}" is larger than the largest number of 64 bits in the training part. Choose a lower degree, or take the logarithm of the column.`,
        );
      }
    });
  }
  return constant;
};
