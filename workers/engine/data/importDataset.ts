import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PLAIN_LINES, scanRules, type ScanRules, type Wanted } from '../../core/design/recordScanner';
import { CANCEL } from '../../core/design/controlBlock';
import { FallLineError, type DatasetSummary, type ImportOptions } from '../../core/schema';
import type { DataRequests } from '../../tasks/data/messages';
import type { ScanReport } from '../../tasks/scan/messages';
import { checkImportOptions } from './checkImportOptions';
import { readFileState, requireUnchanged } from './fileState';
import type { DataPools } from './pools';
import { scanFailure } from './scanFailure';
import { runTask, type Work } from './work';
import { counted as many, formatCount } from '../../core/text/counted';

export interface Imported {
  summary: DatasetSummary;
  /** As it was read. */
  options: ImportOptions;
  sha256: string;
}

interface Place {
  datasetId: string;
  pools: DataPools;
  scratch: string;
  databasePath: string;
}

const rulesOf = ({ format, dialect, columns }: ImportOptions): ScanRules | null =>
  format === 'parquet' ? null : format === 'csv' ? scanRules(dialect, columns.length) : PLAIN_LINES;

const abort = (block: SharedArrayBuffer): void => void Atomics.store(new Int32Array(block), CANCEL, 1);

/** Waits for both, and reports what is wrong with the file as a whole before what DuckDB made of it. */
const both = async <A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> => {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'rejected') throw a.reason;
  if (b.status === 'rejected') throw b.reason;
  return [a.value, b.value];
};

/** Reads a file into a table: two threads go over it at the same time, one by DuckDB and one that checks the first. */
export const importDataset = async (
  path: string,
  options: ImportOptions,
  work: Work,
  { datasetId, pools, scratch, databasePath }: Place,
): Promise<Imported> => {
  const startedAt = performance.now();
  const fileName = basename(path);
  checkImportOptions(options);
  const before = await readFileState(path);
  const rules = rulesOf(options);
  const isTranscoded = options.format === 'csv' && options.dialect.encoding !== 'utf-8';
  const copyPath = join(scratch, `${datasetId}.txt`);
  const source = isTranscoded ? { path: copyPath, compressed: false } : { path, compressed: before.compressed };

  const scan = async (wanted: Wanted | null): Promise<ScanReport> => {
    const decodeTo = isTranscoded && !wanted ? { path: copyPath, encoding: options.dialect.encoding } : null;
    const from = wanted ? source : { path, compressed: before.compressed };
    const request = { path: from.path, compressed: from.compressed, rules, wanted, decodeTo };
    return runTask(pools.scan, { control: work.block(isTranscoded && !wanted), request });
  };
  const call = <K extends 'read' | 'settle'>(
    kind: K,
    request: DataRequests[K]['request'],
    control: SharedArrayBuffer,
  ): Promise<DataRequests[K]['response']> => runTask(pools.data, { kind, control, request });
  const readControl = work.block(!isTranscoded);
  const read = (): Promise<DataRequests['read']['response']> =>
    call(
      'read',
      {
        datasetId,
        databasePath,
        temporaryFolder: join(scratch, 'spill'),
        sourcePath: source.path,
        byteLength: before.byteLength,
        compressed: source.compressed,
        options,
      },
      readControl,
    );
  const checkedScan = async (): Promise<ScanReport> => {
    const report = await scan(null);
    const failure = scanFailure(report, fileName, options);
    if (!failure) return report;
    abort(readControl);
    throw failure;
  };

  try {
    let result: [ScanReport, DataRequests['read']['response']];
    try {
      result = isTranscoded ? [await checkedScan(), await read()] : await both(checkedScan(), read());
    } catch (error) {
      work.throwIfCancelled();
      await requireUnchanged(path, before);
      throw error;
    }
    const [report, loaded] = result;
    work.throwIfCancelled();
    await requireUnchanged(path, before);
    const { wanted } = loaded;
    const isListed = wanted !== null && wanted.rejectedOffsets.length + wanted.rows.length > 0;
    const located = isListed ? (await scan(wanted)).text : null;
    work.throwIfCancelled();
    await requireUnchanged(path, before);
    const settled = await call('settle', { datasetId, located }, work.block(false));

    const counted = options.format === 'csv' ? report.text : null;
    const nRejected = counted
      ? Math.max(counted.nRows - loaded.nLoaded, loaded.nRejectedByReader + loaded.nRejectedByValue)
      : loaded.nRejectedByValue;
    if (loaded.nLoaded === 0) {
      const { first } = settled;
      const where = first && ` Line ${formatCount(first.line)}${first.column === null ? '' : `, column "${first.column}"`}: ${first.reason}`;
      throw first
        ? new FallLineError('import-failed', `No row of "${fileName}" could be read.${where}`)
        : new FallLineError('file-empty', `"${fileName}" has no rows. Choose a file with rows behind its header.`);
    }
    const notes = [...settled.notes];
    if (options.format === 'json' && nRejected > 0) {
      notes.push('The file is one array: what was left out is numbered by its elements, not by lines.');
    }
    if (nRejected > settled.nListed) {
      notes.push(`${many(nRejected, 'line')} were left out; the reasons of ${many(settled.nListed, 'line')} are listed.`);
    }
    if (counted && counted.nRows < loaded.nLoaded + loaded.nRejectedByReader + loaded.nRejectedByValue) {
      notes.push(`The file has ${many(counted.nRows, 'row')} by its line ends, but ${many(loaded.nLoaded, 'row')} were read: check the quote character.`);
    }
    const summary: DatasetSummary = {
      id: datasetId,
      path,
      fileName,
      byteLength: before.byteLength,
      format: options.format,
      nRows: loaded.nLoaded,
      columns: options.columns,
      nRejected,
      notes,
      elapsedMs: performance.now() - startedAt,
    };
    return { summary, options, sha256: report.sha256 };
  } catch (error) {
    await runTask(pools.data, { kind: 'close', control: work.block(false), request: { datasetId } }).catch(() => undefined);
    throw error;
  } finally {
    await rm(copyPath, { force: true });
  }
};
