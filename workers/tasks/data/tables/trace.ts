import { open } from 'node:fs/promises';
import { traceColumns, traceCsvLines, type TraceColumn, type TracedRun } from '../../../core/export/traceTable';
import type { TableFormat } from '../../../core/schema';
import type { Control } from '../control';
import { writeParquet } from './parquet';

export interface TraceRequest {
  run: TracedRun;
  recordLength: number;
  records: Float64Array;
  path: string;
  format: TableFormat;
  /** For a database of this work's own. */
  databasePath: string;
}

const BLOCK = 1_024;

const writeCsv = async (path: string, columns: TraceColumn[], { records, recordLength }: TraceRequest, control: Control): Promise<void> => {
  const { header, line } = traceCsvLines(columns);
  const file = await open(path, 'w');
  try {
    await file.appendFile(header);
    const step = BLOCK * recordLength;
    for (let from = 0; from < records.length; from += step) {
      control.check();
      let text = '';
      for (let start = from; start < Math.min(records.length, from + step); start += recordLength) text += line(records, start);
      await file.appendFile(text);
    }
  } finally {
    await file.close();
  }
};

/** Writes the kept records of a run, one row each. */
export const writeTrace = async (request: TraceRequest, control: Control): Promise<{ nRows: number }> => {
  const { run, records, recordLength, path, format, databasePath } = request;
  const columns = traceColumns(run);
  const nRows = records.length / recordLength;
  if (format === 'csv') {
    await writeCsv(path, columns, request, control);
    return { nRows };
  }
  await writeParquet({ path, databasePath, columns }, control, async (append) => {
    for (let from = 0; from < nRows; from += BLOCK) {
      control.check();
      const rows = Array.from({ length: Math.min(BLOCK, nRows - from) }, (_, i) => (from + i) * recordLength);
      append(
        columns.map(({ valueOf }) =>
          rows.map((start) => {
            const value = valueOf(records, start);
            return Number.isFinite(value) ? value : null;
          }),
        ),
      );
    }
  });
  return { nRows };
};
