import { recordLength } from '../../workers/core/training/record';
import type { RunFile } from '../../workers/core/keptRuns/runFile';
import type { KeptRun } from '../../workers/core/schema';
import type { Keepsake } from '../../workers/engine/api';
import type { RunOrigin } from '../../workers/engine/store/runWriter';
import { dataset, runInfo, runResult } from '../unit/export/fixtures';

export const idOf = (number: number): string => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;

const dialect = {
  delimiter: ',', quote: '"', escape: '"', hasHeader: true, skipLines: 0, decimalMark: '.', thousandsMark: '',
  encoding: 'utf-8', missingWords: ['NA'], dateFormat: null,
} as const;

export const origin: RunOrigin = {
  startedAt: '2026-01-02T03:04:05.000Z',
  data: { path: '/data/data.csv', fileName: 'data.csv', nRows: 9, sha256: 'b'.repeat(64), options: { format: 'csv', dialect: { ...dialect, missingWords: ['NA'] }, columns: dataset.columns } },
  recipe: null,
  preparation: null,
  applicationVersion: '0.0.0-test',
};

export const runFileOf = (number: number, change: Partial<RunFile> = {}): RunFile => ({
  ...origin,
  id: idOf(number),
  settings: runInfo.settings,
  info: { ...runInfo, runId: idOf(number) },
  last: { ...runResult, runId: idOf(number) },
  bestValidationLoss: null,
  bestStep: 3,
  ...change,
});

export const keptRunOf = (number: number, change: Partial<KeptRun> = {}): KeptRun => ({
  ...runFileOf(number),
  name: '', note: '', isBaseline: false, canResume: false, isOpen: false, deletedAt: null,
  ...change,
});

export const RECORD = recordLength(1, 3);

/** Records of the steps from `first` on, whose loss is 1 / (1 + step). */
export const recordsOf = (first: number, count: number, stride = 1): Float64Array<ArrayBuffer> => {
  const records = new Float64Array(count * RECORD);
  for (let k = 0; k < count; k++) {
    const step = (first + k) * stride;
    const loss = 1 / (1 + step);
    records.set([step, loss, loss / 2, loss * 2, loss, step * 10, 1, 0, NaN], k * RECORD);
  }
  return records;
};

/** Of a run that goes on and has made so many steps; `from`: the first record that is new. */
export const keepsakeOf = (number: number, steps: number, from = 0): Keepsake => ({
  info: { ...runInfo, runId: idOf(number) },
  result: { ...runResult, runId: idOf(number), stopReason: 'stopped', steps },
  hasEnded: false,
  checkpoint: { step: steps, arrays: [Float64Array.of(1, steps, 0), Float64Array.of(NaN, -0, steps)], rateChanges: Float64Array.of(0, 0.1), learningRate: 0.1 },
  trace: { stride: 1, count: steps, recordLength: RECORD, first: from, records: recordsOf(from, steps - from) },
});
