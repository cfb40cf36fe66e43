import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { scanRules, type Wanted } from '../../core/design/recordScanner';
import type { ImportOptions, ImportProof } from '../../core/schema';
import type { ProveResponse } from '../../tasks/data/messages';
import type { ScanReport, ScanRequest } from '../../tasks/scan/messages';
import { checkImportOptions } from './checkImportOptions';
import { readFileState } from './fileState';
import type { DataPools } from './pools';
import { scanFailure } from './scanFailure';
import { runTask, type Work } from './work';

/** Counts the cells of a file that would read differently than `options` say. Files that bring types of their own have none. */
export const proveImport = async (
  path: string,
  options: ImportOptions,
  work: Work,
  { pools, scratch }: { pools: DataPools; scratch: string },
): Promise<ImportProof> => {
  const startedAt = performance.now();
  checkImportOptions(options);
  const { byteLength, compressed } = await readFileState(path);
  if (options.format !== 'csv') return { nRows: 0, ambiguities: [], elapsedMs: performance.now() - startedAt };
  const rules = scanRules(options.dialect, options.columns.length);
  const { encoding } = options.dialect;
  const copyPath = join(scratch, `${randomUUID()}.txt`);
  const isTranscoded = encoding !== 'utf-8';
  const source = isTranscoded ? { path: copyPath, compressed: false } : { path, compressed };
  const scan = (request: Omit<ScanRequest, 'rules'>): Promise<ScanReport> =>
    runTask(pools.scan, { control: work.block(false), request: { ...request, rules } });
  try {
    if (isTranscoded) {
      const report = await scan({ path, compressed, wanted: null, decodeTo: { path: copyPath, encoding } });
      const failure = scanFailure(report, basename(path), options);
      if (failure) throw failure;
    }
    work.throwIfCancelled();
    const request = {
      temporaryFolder: join(scratch, 'spill'), sourcePath: source.path, compressed: source.compressed, byteLength, options,
    };
    const proved: ProveResponse = await runTask(pools.data, { kind: 'prove', control: work.block(true), request });
    const { far, rejectedOffsets, nRows, ambiguities } = proved;
    if (far.length > 0) {
      const rows = Float64Array.from(new Set(far.map(({ row }) => row))).sort();
      const wanted: Wanted = { rejectedOffsets, rows };
      const located = (await scan({ ...source, wanted, decodeTo: null })).text;
      for (const { row, place } of far) {
        const example = ambiguities[place]?.examples[0];
        if (example) example.line = located?.rowLines[rows.indexOf(row)] ?? example.line;
      }
    }
    work.throwIfCancelled();
    return { nRows, ambiguities, elapsedMs: performance.now() - startedAt };
  } finally {
    await rm(copyPath, { force: true });
  }
};
