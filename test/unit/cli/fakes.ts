import type {
  ColumnDefinition,
  DatasetSummary,
  Evaluation,
  ExactSolution,
  ImportProof,
  ImportProposal,
  ModelFile,
  RejectedLine,
  RunInfo,
  RunResult,
  RunSettings,
  SelfTestReport,
  SelfTestSet,
} from '../../../workers/core/schema';
import type { Engine, Run } from '../../../workers/engine/api';
import { buildModelFile } from '../../../workers/core/export/model';
import type { Ending, Io } from '../../../cli/io';
import { temporaryFolderNow } from '../../support/folders';
import { dataset, runInfo, runResult } from '../export/fixtures';

export const columns: ColumnDefinition[] = [
  { index: 0, name: 'x1', type: 'number' },
  { index: 1, name: '__proto__', type: 'number' },
  { index: 2, name: 'price', type: 'number' },
  { index: 3, name: 'town', type: 'text' },
];

const proposal: ImportProposal = {
  path: '/data/data.csv',
  fileName: 'data.csv',
  byteLength: 100,
  format: 'csv',
  compressed: false,
  dialect: {
    delimiter: ',',
    quote: '"',
    escape: '"',
    hasHeader: true,
    skipLines: 0,
    decimalMark: '.',
    thousandsMark: '',
    encoding: 'utf-8',
    missingWords: ['NA'],
    dateFormat: null,
  },
  columns,
  preview: [],
  notes: ['A second column "x1" was renamed.'],
};

const exactSolution: ExactSolution = {
  targetName: 'price',
  classNames: null,
  startGaps: null,
  coefficients: [
    { name: '(intercept)', value: 2.2, standardError: 0.9, t: 2.4, p: 0.09, low: -0.8, high: 5.2, vif: null },
    { name: 'x1', value: 0.6, standardError: 0.3, t: 2.1, p: 0.12, low: -0.3, high: 1.5, vif: 1 },
    {
      name: '__proto__',
      value: null,
      standardError: null,
      t: null,
      p: null,
      low: null,
      high: null,
      vif: null,
    },
  ],
  dependentColumns: [{ name: '__proto__', combination: [{ name: 'x1', factor: 2 }] }],
  nSamples: 5,
  rowsSkipped: 1,
  rank: 2,
  degreesOfFreedom: 3,
  residualSumOfSquares: 2.4,
  loss: 0.48,
  residualStandardDeviation: 0.9,
  rSquared: 0.6,
  eigenvalues: [3, 2, 0],
  lambdaMax: 3,
  lambdaMin: 0,
  conditionNumber: null,
  divergenceLimit: 2 / 3,
  bestLearningRate: 0.4,
  notes: ['Column "__proto__" = 2 x1 says nothing new and was left out.'],
  nWorkers: 1,
  elapsedMs: 3,
};

export const certifiedSet: SelfTestSet = {
  name: 'Norris',
  nRows: 36,
  nFeatures: 1,
  degree: 1,
  intercept: true,
  coefficientDigits: 12.9,
  standardErrorDigits: 13.1,
  demandedDigits: 10,
  isPassed: true,
  conditionNumber: 1,
  descent: { steps: 100_000, learningRate: 0.5, digits: 13.2, contraction: 0 },
  why: 'One step is enough.',
};

export const evaluation: Evaluation = {
  kind: 'regression',
  parts: [],
  notes: ['1 row left out: a value is missing there.'],
};

export interface FakeOptions {
  result?: Partial<RunResult>;
  proposal?: Partial<ImportProposal>;
  dataset?: Partial<DatasetSummary>;
  rejects?: RejectedLine[];
  proof?: Partial<ImportProof>;
  solution?: Partial<ExactSolution>;
  info?: Partial<RunInfo>;
  onStart?: (settings: RunSettings) => void;
  /** The run ends only when it is told to stop. */
  endless?: boolean;
  selfTest?: Partial<SelfTestReport>;
  evaluation?: Evaluation;
}

/** An engine that answers at once, and remembers what was asked of it. */
export const fakeEngine = (options: FakeOptions = {}): { engine: Engine; calls: string[] } => {
  const calls: string[] = [];
  const summary: DatasetSummary = { ...dataset, columns, nRejected: 0, ...options.dataset };
  const startRun = (settings: RunSettings): Run => {
    const names = settings.features.map((index) => columns[index]?.name ?? '');
    const info = { ...runInfo, runId: '00000000-0000-4000-8000-000000000001', settings, targetName: 'price', featureNames: names, nFeatures: names.length, ...options.info };
    const result = { ...runResult, weights: names.map((_, j) => j + 1), ...options.result };
    let end: (result: RunResult) => void = () => undefined;
    const finished = options.endless
      ? new Promise<RunResult>((resolve) => (end = resolve))
      : Promise.resolve(result);
    return {
      info,
      control: (command) => {
        calls.push(`control ${command.kind}`);
        if (command.kind === 'stop') end({ ...result, stopReason: 'stopped' });
      },
      readFrame: () => {
        throw new Error('a frame was read though the run had ended');
      },
      finished,
      snapshot: () => result,
      keep: async () => null,
      dispose: async () => void calls.push('dispose run'),
    };
  };
  const engine: Engine = {
    proposeImport: async (path, overrides) => {
      calls.push(`propose ${path} ${JSON.stringify(overrides)}`);
      return { ...proposal, ...options.proposal };
    },
    proveImport: async () => {
      calls.push('prove');
      return { nRows: 2, ambiguities: [], elapsedMs: 1, ...options.proof };
    },
    previewPredictions: () => Promise.reject(new Error('The command line previews no predictions.')),
    saveRejected: async (_, path) => {
      calls.push(`rejected ${path}`);
      return { nLines: (options.rejects ?? []).length, nRejected: summary.nRejected };
    },
    importFile: async () => {
      calls.push('import');
      return summary;
    },
    prepare: async () => {
      throw new Error('No recipe was expected.');
    },
    study: async () => {
      throw new Error('No study was expected.');
    },
    applyPreparation: async () => {
      throw new Error('No preparation was expected.');
    },
    profile: async () => [],
    readRows: async () => ({ rowStart: 0, rows: [] }),
    readRejected: async (_, start, length) => {
      const lines = (options.rejects ?? []).slice(start, start + length);
      return { start, total: summary.nRejected, lines };
    },
    sha256: async () => 'b'.repeat(64),
    runData: () => ({
      data: { path: summary.path, fileName: summary.fileName, nRows: summary.nRows, sha256: 'b'.repeat(64), options: { ...proposal, columns } },
      recipe: null,
      preparation: null,
    }),
    closeDataset: async () => undefined,
    makeSample: async () => undefined,
    checkStart: async () => undefined,
    startRun: async (_, settings) => {
      options.onStart?.(settings);
      return startRun(settings);
    },
    solve: async (_, settings) => {
      calls.push(`solve ${JSON.stringify(settings)}`);
      return { ...exactSolution, ...options.solution };
    },
    selfTest: async () => ({
      source: 'NIST',
      sets: [certifiedSet],
      isPassed: true,
      elapsedMs: 5,
      ...options.selfTest,
    }),
    writeLog: async (_, path) => {
      calls.push(`log ${path}`);
      return { nLines: 2 };
    },
    writeTrace: async (_, { path, format }) => {
      calls.push(`trace ${path} ${format}`);
      return { nRows: 2 };
    },
    probe: () => Promise.reject(new Error('The command line asks nothing of the objective.')),
    race: () => Promise.reject(new Error('The command line lets nothing race.')),
    stateAt: () => Promise.reject(new Error('The command line looks back at no step.')),
    sweep: async (_, settings, hooks = {}) => {
      calls.push(`sweep ${settings.length}`);
      const runs = settings.map(startRun);
      runs.forEach((run, index) => {
        options.onStart?.(settings[index]!);
        hooks.onRun?.(run, index);
      });
      return Promise.all(runs.map(({ finished }) => finished));
    },
    evaluate: async () => {
      calls.push('evaluate');
      return options.evaluation ?? evaluation;
    },
    model: async (): Promise<ModelFile> => {
      calls.push('model');
      const info = { ...runInfo };
      return buildModelFile({
        info,
        result: runResult,
        dataset: summary,
        sha256: 'b'.repeat(64),
        createdAt: '2026-01-02T03:04:05Z',
        applicationVersion: '0.1.0',
      });
    },
    predict: async (_, __, sink) => {
      if ('write' in sink) sink.write('row,prediction\n1,2\n');
      else calls.push(`predict ${sink.path}`);
      return { nRows: 2, rowsWithoutPrediction: 1, newLevels: [] };
    },
    exportModel: async (_, format, path, { datasetId }) => {
      calls.push(`export ${format} ${path} ${datasetId}`);
      return { path, byteLength: 1234, check: { nRows: 2, largestDifference: 2.2e-16, consumer: 'a fake' } };
    },
    dispose: async () => void calls.push('dispose engine'),
  };
  return { engine, calls };
};

export interface FakeIo extends Io {
  out: () => string;
  err: () => string;
  end: (ending: Ending) => void;
  advance: (ms: number) => void;
  openedWith: (number | undefined)[];
}

export const fakeIo = (engine: Engine = fakeEngine().engine, terminal = false): FakeIo => {
  const controller = new AbortController();
  let [out, err, now] = ['', '', 0];
  const openedWith: (number | undefined)[] = [];
  return {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    stderrIsTerminal: terminal,
    terminalWidth: () => 80,
    now: () => now,
    signal: controller.signal,
    openEngine: async (maxWorkers) => {
      openedWith.push(maxWorkers);
      return engine;
    },
    version: () => '1.2.3',
    dataFolder: temporaryFolderNow(),
    debug: false,
    out: () => out,
    err: () => err,
    end: (ending) => controller.abort(ending),
    advance: (ms) => (now += ms),
    openedWith,
  };
};
