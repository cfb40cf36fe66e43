import { buildShards, countComplete, surveyRows } from './data/build';
import { controlOf, type Control } from './data/control';
import { closeAll, closeDataset, datasetOf } from './data/datasets';
import { evaluateDataset } from './data/evaluate';
import type { DataKind, DataRequests, DataTask } from './data/messages';
import { readRejected, readRows } from './data/pages';
import { applyPreparation } from './data/prepare/apply';
import { prepareDataset } from './data/prepare/prepare';
import { writePredictions } from './data/predict';
import { predictHead } from './data/predictHead';
import { profileDataset } from './data/profile';
import { propose } from './data/propose';
import { proveFile } from './data/prove';
import { writeRejected } from './data/saveRejected';
import { readFileInto, settleDataset } from './data/read';
import { scoreSample } from './data/score';
import { writeLargeSample } from './data/largeSample';
import { writeTrace } from './data/tables/trace';
import { outcomeOf, type TaskOutcome } from './outcome';

type Handlers = {
  [K in DataKind]: (
    request: DataRequests[K]['request'],
    control: Control,
  ) => DataRequests[K]['response'] | Promise<DataRequests[K]['response']>;
};

const handlers: Handlers = {
  propose: ({ path, overrides }, control) => propose(path, overrides, control),
  prove: proveFile,
  read: readFileInto,
  settle: ({ datasetId, located }) => settleDataset(datasetId, located),
  close: async ({ datasetId }) => {
    await closeDataset(datasetId);
    return null;
  },
  closeAll: () => {
    closeAll();
    return null;
  },
  rows: ({ datasetId, rowStart, count }, control) => readRows(datasetOf(datasetId), control, rowStart, count),
  rejected: ({ datasetId, start, count }) => readRejected(datasetOf(datasetId), start, count),
  saveRejected: ({ datasetId, path, nRejected }) => writeRejected(datasetOf(datasetId), path, nRejected),
  profile: ({ datasetId }, control) => profileDataset(datasetOf(datasetId), control),
  count: (request, control) => countComplete(datasetOf(request.datasetId), control, request),
  survey: (request, control) => surveyRows(datasetOf(request.datasetId), control, request),
  build: (request, control) => buildShards(datasetOf(request.datasetId), control, request),
  predict: (request, control) => writePredictions(datasetOf(request.datasetId), control, request),
  score: (request, control) => scoreSample(datasetOf(request.datasetId), control, request),
  trace: writeTrace,
  evaluate: (request, control) => evaluateDataset(datasetOf(request.datasetId), control, request),
  apply: (request, control) => applyPreparation(datasetOf(request.datasetId), control, request),
  prepare: (request, control) => prepareDataset(datasetOf(request.datasetId), control, request),
  predictHead: (request, control) => predictHead(datasetOf(request.datasetId), control, request),
  sample: async ({ path }, control) => {
    await writeLargeSample(path, control);
    return null;
  },
};

const call = <K extends DataKind>(
  kind: K,
  request: DataRequests[K]['request'],
  control: Control,
): DataRequests[K]['response'] | Promise<DataRequests[K]['response']> => handlers[kind](request, control);

/** The data thread: owner of DuckDB and of every open dataset. Several tasks are under way at a time. */
export default function data({ kind, request, control: block }: DataTask): Promise<TaskOutcome<unknown>> {
  const control = controlOf(block);
  return outcomeOf(() => {
    control.check();
    return call(kind, request as never, control);
  });
}
