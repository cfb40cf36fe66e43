import type { KeptRun, KeptTrace } from '../../../electron/contract';
import { FallLineError } from '../../../workers/core/schema';
import { makeFakeDataset, summaryOf } from './fakeDataset';
import { createFakeRun } from './fakeRun';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../../workers/core/training/defaults';

const PATH = '/data/houses.csv';
const RATES = [0.1, 0.3, 0.02];

const idOf = (number: number): string => `0000000${number}-0000-4000-8000-000000000000`;

/** A run of 100 steps by a rate of its own; the last one was interrupted in the middle. */
function makeRun(learningRate: number, number: number): KeptRun {
  const dataset = makeFakeDataset(PATH);
  const { columns, nRows, fileName } = summaryOf(dataset, 'kept');
  const numeric = columns.filter(({ type }) => type === 'number').map(({ index }) => index);
  const [target = 0, ...features] = numeric.reverse();
  const stop = { maxSteps: 100, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null };
  const init = { kind: 'zeros' as const };
  const settings = { target, features: features.reverse(), standardize: true, init, ...DEFAULT_METHOD, ...DEFAULT_DESIGN, learningRate, stop, workers: 1, startPaused: false };
  const run = createFakeRun(idOf(number), dataset, settings);
  const isInterrupted = number === RATES.length;
  run.advance(isInterrupted ? 50 : 100);
  if (isInterrupted) run.control({ kind: 'stop' });
  const result = run.result()!;
  const options = {
    format: 'csv' as const,
    dialect: { delimiter: ',', quote: '"', escape: '"', hasHeader: true, skipLines: 0, decimalMark: '.' as const, thousandsMark: '' as const, encoding: 'utf-8' as const, missingWords: [], dateFormat: null },
    columns,
  };
  return {
    id: idOf(number),
    startedAt: `2026-01-0${number}T10:00:00.000Z`,
    name: number === 1 ? 'first try' : '',
    note: '',
    isBaseline: false,
    data: { path: PATH, fileName, nRows, sha256: '0123abcd'.repeat(8), options },
    recipe: null,
    preparation: null,
    settings,
    info: { ...run.info, runId: idOf(number) },
    last: { ...result, runId: idOf(number), stopReason: isInterrupted ? null : 'max-steps', thetaHash: String(number).repeat(64) },
    bestValidationLoss: null,
    bestStep: result.steps,
    canResume: isInterrupted,
    isOpen: false,
    deletedAt: null,
    applicationVersion: '0.1.0',
  };
}

function traceOf({ last, settings }: KeptRun): KeptTrace {
  const steps = Array.from({ length: last.steps + 1 }, (_, step) => step);
  const loss = steps.map((step) => last.loss + Math.exp(-settings.learningRate * step));
  return { steps, epochs: steps, elapsedMs: steps.map((step) => step / 10), loss, validationLoss: steps.map(() => null), gradientNorm: loss };
}

/** Three runs on the disk of nobody; the newest first. */
export function createFakeKeptRuns() {
  let kept: KeptRun[] = RATES.map((rate, k) => makeRun(rate, k + 1)).reverse();
  let deleted: KeptRun[] = [];

  const require = (id: string): KeptRun => {
    const run = kept.find((one) => one.id === id);
    if (run === undefined) throw new FallLineError('not-open', `There is no kept run ${id}. List the runs to see which there are.`);
    return run;
  };
  const inOrder = (runs: KeptRun[]): KeptRun[] => [...runs].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));

  return {
    require,
    list: () => ({ runs: kept, damaged: [], folder: '/data/runs', byteLength: 123_456 }),
    trace: (id: string) => traceOf(require(id)),
    change: (id: string, change: Partial<KeptRun>): KeptRun => {
      kept = kept.map((run) => (run.id === id ? { ...run, ...change } : change.isBaseline ? { ...run, isBaseline: false } : run));
      return require(id);
    },
    remove: (ids: string[]): null => {
      deleted = [...deleted, ...kept.filter(({ id }) => ids.includes(id))];
      kept = kept.filter(({ id }) => !ids.includes(id));
      return null;
    },
    restore: (ids: string[]): null => {
      kept = inOrder([...kept, ...deleted.filter(({ id }) => ids.includes(id))]);
      deleted = deleted.filter(({ id }) => !ids.includes(id));
      return null;
    },
  };
}
