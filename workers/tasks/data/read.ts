import { FallLineError } from '../../core/schema';
import type { Located } from '../../core/design/recordScanner';
import { describeReject, type Reject } from '../../core/design/rejected';
import type { Control } from './control';
import { openDatabase } from './database';
import { addDataset, addPending, takePending } from './datasets';
import type { ReadRequest, ReadResponse, SettleResponse } from './messages';
import { readCsvFile } from './readCsvFile';
import { readJsonFile, readParquetFile } from './readOtherFiles';
import { formatCount } from '../../core/text/counted';

const MAX_NOTES = 3;
const READERS = { csv: readCsvFile, jsonl: readJsonFile, json: readJsonFile, parquet: readParquetFile };

/** DuckDB's messages go on with a list of its settings: the first line says what is wrong. */
const readFailure = (error: unknown): unknown => {
  if (error instanceof FallLineError || !(error instanceof Error)) return error;
  const [first = ''] = error.message.split('\n');
  return new FallLineError('import-failed', `The file could not be read: ${first.replace(/^[\w ]*Error: /, '')}`);
};

/** Reads a file into a new database. Whatever goes wrong, nothing of it is left. */
export const readFileInto = async (request: ReadRequest, control: Control): Promise<ReadResponse> => {
  const { options } = request;
  const database = await openDatabase(request.databasePath, request.temporaryFolder, request.sourcePath);
  try {
    control.report(0, request.byteLength);
    const read = await database.use(
      control,
      (connection) => READERS[options.format](connection, control, request),
      (percentage) => {
        // Between queries DuckDB has no progress to tell.
        if (percentage > 0) control.report((percentage / 100) * request.byteLength, request.byteLength);
      },
    );
    control.report(request.byteLength, request.byteLength);
    control.check();
    addPending(request.datasetId, {
      database,
      columns: options.columns,
      dialect: options.format === 'csv' ? options.dialect : null,
      nRows: read.nRows,
      byReader: read.byReader,
      byValue: read.byValue,
    });
    return {
      nLoaded: read.nRows,
      nRejectedByReader: read.nRejectedByReader,
      nRejectedByValue: read.nRejectedByValue,
      wanted: read.wanted,
    };
  } catch (error) {
    database.close();
    throw readFailure(error);
  }
};

const withLines = (rejects: Reject[], lines: Float64Array, spans: Float64Array | null): Reject[] =>
  rejects.map((reject, k) => ({ ...reject, line: lines[k] ?? 0, span: spans?.[k] ?? 1 }));

/** Puts the lines where the rejects are into their list and opens the dataset. */
export const settleDataset = (datasetId: string, located: Located | null): SettleResponse => {
  const { byReader, byValue, ...dataset } = takePending(datasetId);
  const rejects = located
    ? [
        ...withLines(byReader, located.rejectedLines, located.rejectedSpans),
        ...withLines(byValue, located.rowLines, null).map((reject, k) => ({
          ...reject,
          record: Buffer.from(located.rowTexts[k] ?? []).toString('utf8'),
        })),
      ]
    : [...byReader, ...byValue];
  rejects.sort((a, b) => a.line - b.line);
  const rejected = rejects.map((reject) => describeReject(reject, dataset));
  const notes = rejects
    .filter(({ kind, span }) => kind === 'quote' && span > 1)
    .slice(0, MAX_NOTES)
    .map(({ line, span }) => `Line ${formatCount(line)} opens a quote that is not closed: lines ${formatCount(line)} to ${formatCount(line + span - 1)} were left out as one.`);
  addDataset(datasetId, { ...dataset, relation: 't', view: null, rejected });
  return { nListed: rejected.length, first: rejected[0] ?? null, notes };
};
