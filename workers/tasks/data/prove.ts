import type { DuckDBConnection } from '@duckdb/node-api';
import { CELL_CLASSES, type CellClass } from '../../core/design/ambiguity/cellClass';
import { toAmbiguity, type ClassCounts, type Finding, type Judged } from '../../core/design/ambiguity/findings';
import { judgeColumn } from '../../core/design/ambiguity/judge';
import { MAX_EXAMPLES, sampleCells, type CellExample, type SampledColumn } from '../../core/design/ambiguity/sampleCells';
import type { Ambiguity, ColumnDefinition, ImportOptions } from '../../core/schema';
import { classCode, classOfCell } from './cellClassSql';
import type { Control } from './control';
import { openDatabase, query } from './database';
import type { ProveRequest, ProveResponse } from './messages';
import { readHead } from './readHead';
import { columnName, readCsv } from './sql';

/** Columns that are counted in one pass: a query of thousands takes longer to plan than to run. */
const COLUMNS_A_PASS = 250;
const KINDS = [...CELL_CLASSES, 'missing'] as const;

type Source = Pick<ProveRequest, 'sourcePath' | 'compressed' | 'options'>;

/** Every cell as it stands. */
const textOf = ({ sourcePath, compressed, options }: Source): string =>
  readCsv(
    sourcePath,
    compressed,
    { ...options.dialect, missingWords: [] },
    options.columns.map((column): ColumnDefinition => ({ ...column, type: 'text' })),
  );

const byFrequency = ({ counts }: SampledColumn = { counts: {}, examples: {} }): CellClass[] =>
  CELL_CLASSES.filter((name) => counts[name] !== undefined).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));

const classColumn = (column: ColumnDefinition, { dialect }: ImportOptions, sampled: SampledColumn | undefined): string =>
  classOfCell(columnName(column.index), dialect.missingWords, byFrequency(sampled));

/** Of the pairs of class and count; the rows that are left are of the most frequent class. */
const countsOf = (entries: unknown, nRows: number, frequent: CellClass | undefined): ClassCounts => {
  const pairs = (entries ?? []) as { key: number; value: bigint }[];
  const byCode = new Map(pairs.map(({ key, value }) => [Number(key), Number(value)]));
  const counts = KINDS.map((kind) => [kind, byCode.get(classCode(kind)) ?? 0] as const);
  const rest = [...byCode.values()].reduce((left, n) => left - n, nRows);
  return Object.fromEntries([...counts, ...(frequent ? [[frequent, rest] as const] : [])].filter(([, n]) => n > 0));
};

const countClasses = async (
  connection: DuckDBConnection,
  control: Control,
  source: Source,
  columns: readonly ColumnDefinition[],
  sampled: readonly SampledColumn[],
): Promise<{ nRows: number; counts: ClassCounts[] }> => {
  const classes = columns.map((column) => `${classColumn(column, source.options, sampled[column.index])} AS k${column.index}`);
  const counted = columns.map(({ index }) => `map_entries(histogram(k${index}))`);
  const sql = `SELECT count(*), ${counted.join(', ')} FROM (SELECT ${classes.join(', ')} FROM ${textOf(source)})`;
  const [[total, ...histograms] = []] = await query(connection, control, sql);
  const nRows = Number(total);
  return { nRows, counts: columns.map(({ index }, j) => countsOf(histograms[j], nRows, byFrequency(sampled[index])[0])) };
};

interface Open {
  judged: Judged;
  finding: Finding;
  examples: CellExample[];
}

const sampledExamples = ({ classes }: Finding, sampled: SampledColumn | undefined): CellExample[] =>
  classes
    .flatMap((name) => sampled?.examples[name] ?? [])
    .sort((a, b) => a.line - b.line)
    .slice(0, MAX_EXAMPLES);

/** The first cell of each finding that the beginning of the file does not show: its row among those loaded, from 0, and its text. */
const firstCells = async (
  connection: DuckDBConnection,
  control: Control,
  source: Source,
  open: readonly Open[],
): Promise<{ row: number; text: string }[]> => {
  const parts = open.map(({ judged: { column }, finding }, k) => {
    const name = columnName(column.index);
    const is = `k${k} IN (${finding.classes.map(classCode).join(', ')})`;
    return {
      made: `${classColumn(column, source.options, undefined)} AS k${k}, ${name} AS v${k}`,
      asked: `min(n) FILTER (WHERE ${is}), left(arg_min(v${k}, n) FILTER (WHERE ${is}), 100)`,
    };
  });
  const numbered = `SELECT row_number() OVER () - 1 AS n, * FROM ${textOf(source)}`;
  const sql = `SELECT ${parts.map(({ asked }) => asked).join(', ')} FROM (SELECT n, ${parts.map(({ made }) => made).join(', ')} FROM (${numbered}))`;
  const [row = []] = await query(connection, control, sql);
  return open.map((_, k) => ({ row: Number(row[2 * k]), text: String(row[2 * k + 1]) }));
};

/** Byte offsets, each within a record that the reader has left out. */
const leftOut = async (connection: DuckDBConnection, control: Control): Promise<Float64Array> => {
  const rows = await query(
    connection,
    control,
    `SELECT CAST(min(coalesce(byte_position, line_byte_position)) - 1 AS DOUBLE) AS place FROM reject_errors
     GROUP BY line_byte_position ORDER BY place`,
  );
  return Float64Array.from(rows, ([at]) => Number(at));
};

/** Counts the cells that would read differently than `options` say, in every row of a delimited file. */
export const proveFile = async (request: ProveRequest, control: Control): Promise<ProveResponse> => {
  const { sourcePath, compressed, byteLength, options } = request;
  const { columns, dialect } = options;
  const head = await readHead(sourcePath, compressed);
  const sampled = sampleCells(head.bytes.toString('utf8'), head.isWhole, dialect, columns.length);
  const database = await openDatabase(null, request.temporaryFolder, sourcePath);
  const onTick = (percentage: number): void => {
    if (percentage > 0) control.report((percentage / 100) * byteLength, byteLength);
  };
  try {
    control.report(0, byteLength);
    let nRows = 0;
    const open: Open[] = [];
    for (let from = 0; from < columns.length; from += COLUMNS_A_PASS) {
      const some = columns.slice(from, from + COLUMNS_A_PASS);
      const found = await database.use(control, (connection) => countClasses(connection, control, request, some, sampled), onTick);
      nRows = found.nRows;
      some.forEach((column, j) => {
        const judged = { column, dialect, counts: found.counts[j] ?? {} };
        for (const finding of judgeColumn(judged)) {
          open.push({ judged, finding, examples: sampledExamples(finding, sampled[column.index]) });
        }
      });
    }
    const far = open.filter(({ examples }) => examples.length === 0);
    const located = far.length === 0 ? null : await database.use(
      control,
      async (connection) => {
        const cells = await firstCells(connection, control, request, far);
        return { cells, rejectedOffsets: await leftOut(connection, control) };
      },
      onTick,
    );
    far.forEach((item, k) => {
      // The row stands for the line until the scan has found it.
      const cell = located?.cells[k];
      if (cell) item.examples = [{ line: -1, text: cell.text }];
    });
    control.report(byteLength, byteLength);
    control.check();
    const ambiguities = open.map(({ judged, finding, examples }): Ambiguity => toAmbiguity(finding, judged, examples));
    const farRows = (located?.cells ?? []).map(({ row }, k) => ({ row, place: open.indexOf(far[k]!) }));
    return { nRows, ambiguities, far: farRows, rejectedOffsets: located?.rejectedOffsets ?? new Float64Array(0) };
  } finally {
    database.close();
  }
};
