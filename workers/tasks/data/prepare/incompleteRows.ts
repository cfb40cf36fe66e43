import { expressionSql, type SqlInput } from '../../../core/preparation/expressionSql';
import { TEST, VALIDATION } from '../../../core/preparation/parts';
import type { Expression, PreparedFeature } from '../../../core/schema';
import { counted } from '../../../core/text/counted';
import { query } from '../database';
import { codedRelation, type CodedRows } from './trainingRows';

/** What of a formula can be missing though its columns are there: a key for all that are missing in the same rows, or null. */
const gapOf = (expression: Expression): string | null => {
  switch (expression.op) {
    case 'onlyWhere':
      return `level ${expression.input}`;
    case 'log':
    case 'sqrt':
      return JSON.stringify(expression);
    case 'ifMissing':
    case 'clamp':
      return gapOf(expression.of);
    default:
      // A product is missing where one of its factors is, which are features too.
      return null;
  }
};

/** A note on rows for validation and test that have no value for a feature; of the training part there are none. */
export const incompleteNote = async (
  { connection, control, codeTable }: CodedRows,
  features: readonly PreparedFeature[],
  inputs: readonly SqlInput[],
): Promise<string[]> => {
  const gaps = new Map(features.map(({ expression }) => [gapOf(expression), expression]));
  gaps.delete(null);
  if (codeTable === null || gaps.size === 0) return [];
  const isMissing = [...gaps.values()].map((expression) => `${expressionSql(expression, inputs)} IS NULL`).join(' OR ');
  const rows = await query(
    connection,
    control,
    `SELECT count(*) FROM ${codedRelation(codeTable)} WHERE ${codeTable}.part IN (${VALIDATION}, ${TEST}) AND (${isMissing})`,
  );
  const n = Number(rows[0]?.[0]);
  if (n === 0) return [];
  return [
    `${counted(n, 'row')} for validation or test ${n === 1 ? 'has' : 'have'} a level that the training part does not have, or a value without a logarithm or root: left out of ${n === 1 ? 'its part' : 'their parts'}.`,
  ];
};
