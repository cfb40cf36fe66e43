import type { DuckDBConnection } from '@duckdb/node-api';
import { MAX_CLASSES } from '../../core/design/classes';
import { evaluateRows } from '../../core/evaluation/evaluateRows';
import { PART_NAMES, splitParts } from '../../core/evaluation/partRows';
import { partsByShare } from '../../core/evaluation/partsOfRows';
import { createRowScorer } from '../../core/evaluation/rowScorer';
import { FallLineError, type Evaluation } from '../../core/schema';
import { counted, formatCount } from '../../core/text/counted';
import { columnOf } from './columnOf';
import { classNumbers, listLabels } from './classes';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import type { EvaluateRequest } from './messages';
import { columnName } from './sql';
import { isPresent, streamNumbers } from './stream';

/** For more classes, those of the most rows have curves. */
const MOST_CURVES = 20;
const SHOWN_LABEL = 40;

/** The target as a number a row, and which class of the model each number is. */
interface Target {
  sql: string;
  /** -1: none. null: a quantity. */
  classOf: number[] | null;
  unknown: string | null;
}

const targetOf = async (
  connection: DuckDBConnection,
  control: Control,
  dataset: Dataset,
  { target, model: { classNames } }: EvaluateRequest,
): Promise<Target> => {
  const column = columnOf(dataset, target);
  if (classNames === null) return { sql: columnName(target), classOf: null, unknown: null };
  const rows = { relation: dataset.relation, filter: `WHERE ${columnName(target)} IS NOT NULL` };
  const { labels, nDistinct } = await listLabels(connection, control, rows, column);
  if (nDistinct > MAX_CLASSES) {
    throw new FallLineError(
      'setting-invalid',
      `Column "${column.name}" has ${formatCount(nDistinct)} different values, and the model tells ${formatCount(classNames.length)} classes apart. Evaluate it on a file whose column "${column.name}" holds those classes.`,
    );
  }
  const classOf = labels.map((label) => classNames.indexOf(label));
  const sql = nDistinct === 0 ? 'CAST(NULL AS DOUBLE)' : await classNumbers(connection, control, rows, column);
  return { sql, classOf, unknown: labels[classOf.indexOf(-1)] ?? null };
};

/** Classes with curves: the second of two, else all, or of many those of the most rows. */
const shownClassesOf = async (
  connection: DuckDBConnection,
  control: Control,
  { relation }: Dataset,
  { sql, classOf }: Target,
  classNames: readonly string[] | null,
): Promise<number[]> => {
  if (classNames === null || classOf === null) return [];
  if (classNames.length === 2) return [1];
  if (classNames.length <= MOST_CURVES) return [...classNames.keys()];
  const rows = await query(connection, control, `SELECT k, count(*) FROM (SELECT ${sql} AS k FROM ${relation}) GROUP BY k`);
  const nOf = new Map(rows.map(([k, n]) => [k === null ? -1 : (classOf[Number(k)] ?? -1), Number(n)]));
  return [...classNames.keys()]
    .sort((a, b) => (nOf.get(b) ?? 0) - (nOf.get(a) ?? 0) || a - b)
    .slice(0, MOST_CURVES)
    .sort((a, b) => a - b);
};

/** The columns of the query: those of the model, the target, and then what says something of the rows. */
const columnsOf = ({ features, weightColumn, partColumn, rowColumn }: EvaluateRequest, target: string) => {
  const names = [...features.map(columnName), target];
  const place = (index: number | null): number | null =>
    index === null ? null : names.push(`CAST(${columnName(index)} AS DOUBLE)`) - 1;
  return { names, weightAt: place(weightColumn), partAt: place(partColumn), rowAt: place(rowColumn) };
};

/** Rows that DuckDB hands out at a time. */
const LARGEST_CHUNK = 2_048;

/** The first `count` chosen values of a column. */
const gather = (column: Float64Array, chosen: Uint32Array, count: number): Float64Array => {
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = column[chosen[i]!]!;
  return out;
};

/** Numbers of the rows in the file, where the chunk begins with row `first`. */
const placesOf = (chosen: Uint32Array, count: number, first: number): Float64Array => {
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = first + chosen[i]!;
  return out;
};

const leftOut = (n: number, why: string): string[] => (n === 0 ? [] : [`${counted(n, 'row')} left out: ${why}.`]);

/** Streams the complete rows past the model and judges them: see workers/core/evaluation. */
export const evaluateDataset = (dataset: Dataset, control: Control, request: EvaluateRequest): Promise<Evaluation> =>
  dataset.database.use(control, async (connection) => {
    const { features, validation, model, loss, part } = request;
    const outcome = await targetOf(connection, control, dataset, request);
    const { names, weightAt, partAt, rowAt } = columnsOf(request, outcome.sql);
    // Rows that count nothing are in no part of a run.
    const counts = request.weightColumn === null ? '' : ` AND ${columnName(request.weightColumn)} > 0`;
    const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ') + counts;
    const [found] = await query(connection, control, `SELECT count(*) FROM ${dataset.relation} WHERE ${complete}`);
    const nComplete = Number(found?.[0]);
    const shares = validation && partsByShare(nComplete, validation.share, validation.seed);
    const shownClasses = await shownClassesOf(connection, control, dataset, outcome, model.classNames);
    const scorer = createRowScorer(model, loss, { capacity: nComplete, shownClasses, isWeighted: weightAt !== null });

    let nRead = 0;
    let nSeen = 0;
    let nUnknown = 0;
    let nElsewhere = 0;
    /** Places of a chunk, and the parts of the rows there. */
    const kept = new Uint32Array(LARGEST_CHUNK);
    const partNumbers = new Uint8Array(LARGEST_CHUNK);
    await streamNumbers(connection, control, `SELECT ${names.join(', ')} FROM ${dataset.relation}`, ({ count, columns, validity }) => {
      const targets = columns[features.length]!;
      const gaps = validity.filter((bits) => bits !== null);
      let nKept = 0;
      for (let i = 0; i < count; i++) {
        if (gaps.length > 0 && !gaps.every((bits) => isPresent(bits, i))) continue;
        if (weightAt !== null && !(columns[weightAt]![i]! > 0)) continue;
        const number = partAt === null ? (shares?.[nSeen] ?? part) : columns[partAt]![i]!;
        nSeen++;
        if (outcome.classOf !== null && outcome.classOf[targets[i]!]! < 0) nUnknown++;
        else if (PART_NAMES[number] === undefined) nElsewhere++;
        else {
          kept[nKept] = i;
          partNumbers[nKept++] = number;
        }
      }
      const own = (column: Float64Array): Float64Array => (nKept === count ? column : gather(column, kept, nKept));
      scorer.append({
        count: nKept,
        features: columns.slice(0, features.length).map(own),
        actual: outcome.classOf === null ? own(targets) : own(targets).map((code) => outcome.classOf![code]!),
        weights: weightAt === null ? null : own(columns[weightAt]!),
        rows: rowAt === null ? placesOf(kept, nKept, nRead + 1) : own(columns[rowAt]!),
        parts: partNumbers,
      });
      nRead += count;
      control.report(nRead, dataset.nRows);
    });
    if (nRead !== dataset.nRows) throw new Error(`${nRead} of ${dataset.nRows} rows were read.`);
    const { scored, parts, nWithout } = scorer.finish();
    if (parts.length === 0) throw nothingLeft(dataset, request, outcome);
    return evaluateRows(splitParts(scored, parts), {
      nFeatures: features.length * model.degree,
      classNames: model.classNames,
      notes: [
        ...leftOut(nRead - nSeen, weightAt === null ? 'a value is missing there' : 'a value is missing there, or the weight is 0'),
        ...leftOut(nElsewhere, 'they are in none of the parts'),
        ...leftOut(nUnknown, `the model does not know their class, the first being "${outcome.unknown?.slice(0, SHOWN_LABEL) ?? ''}"`),
        ...leftOut(nWithout, 'their prediction is beyond the range of numbers'),
      ],
      check: () => control.check(),
    });
  });

const nothingLeft = (dataset: Dataset, { target }: EvaluateRequest, { unknown }: Target): FallLineError => {
  const { name } = columnOf(dataset, target);
  return new FallLineError(
    'too-few-rows',
    unknown === null
      ? `No row has a value in "${name}" and in every column that the model needs. Evaluate it on a file that has such rows.`
      : `No row has a class in "${name}" that the model knows; the first found is "${unknown.slice(0, SHOWN_LABEL)}". Evaluate it on a file with the classes that it was trained on.`,
  );
};
