import type { IpcResponse, StudyEntry, StudySettings } from '../../../electron/contract';
import { LOSS, STEP } from '../../../workers/core/training/record';
import type { FakeDataset } from './fakeDataset';
import { createFakeRun } from './fakeRun';

const MOST_STEPS = 200;
const FIFTH = 5;

/** Which rows a training has for validation, and what it is called. */
interface Part {
  label: string;
  value: number;
  isValidation: (row: number) => boolean;
  isTraining: (row: number) => boolean;
}

const partsOf = ({ request }: StudySettings, nRows: number): Part[] => {
  const isFifth = (row: number): boolean => row % FIFTH === 0;
  switch (request.kind) {
    case 'folds':
      return Array.from({ length: request.k }, (_, fold) => {
        const isValidation = (row: number): boolean => row % request.k === fold;
        return { label: `fold ${fold + 1}`, value: fold + 1, isValidation, isTraining: (row) => !isValidation(row) };
      });
    case 'learning-curve':
      return request.shares.map((share) => {
        const isTraining = (row: number): boolean => !isFifth(row) && row < share * nRows;
        const value = Array.from({ length: nRows }, (_, row) => row).filter(isTraining).length;
        return { label: `${value} rows`, value, isValidation: isFifth, isTraining };
      });
    case 'path':
      return request.values.map((value) => ({
        label: `${request.penalty} ${value}`,
        value,
        isValidation: isFifth,
        isTraining: (row) => !isFifth(row),
      }));
  }
};

/** Plain descent on parts of the rows; a penalty shrinks what it comes to. */
export function fakeStudy(dataset: FakeDataset, study: StudySettings): IpcResponse<'study/start'> {
  const { settings, request } = study;
  const featureNames = settings.features.map((index) => dataset.names[index] ?? '');
  const entryOf = ({ label, value, isValidation, isTraining }: Part): StudyEntry => {
    const [rows, others] = [dataset.rows.filter((_, row) => isTraining(row)), dataset.rows.filter((_, row) => isValidation(row))];
    const maxSteps = Math.min(MOST_STEPS, settings.stop.maxSteps);
    const run = createFakeRun(label, { ...dataset, rows }, { ...settings, startPaused: false, stop: { ...settings.stop, maxSteps } });
    run.advance(maxSteps);
    const { records, recordLength } = run.readFrame();
    const kept = Array.from({ length: records.length / recordLength }, (_, k) => records.subarray(k * recordLength, (k + 1) * recordLength));
    const shrink = request.kind === 'path' ? 1 / (1 + value) : 1;
    const lossAt = (weights: number[], bias: number): number =>
      others.reduce((sum, row) => {
        const eta = weights.reduce((total, weight, j) => total + weight * (row[settings.features[j] ?? 0] ?? 0), bias);
        return sum + (eta - (row[settings.target] ?? 0)) ** 2 / others.length;
      }, 0);
    const parameters = (record: Float64Array): number[] => [...record.subarray(record.length - featureNames.length - 1)];
    const validation = kept.map((record) => {
      const theta = parameters(record);
      return lossAt(theta.slice(0, -1).map((weight) => weight * shrink), theta.at(-1) ?? 0);
    });
    const { weights = [], bias = 0 } = run.standing() ?? {};
    const raw = weights.map((weight) => weight * shrink);
    return {
      ...{ label, value, nTraining: rows.length, nValidation: others.length },
      trainingLoss: kept.at(-1)?.[LOSS] ?? null,
      validationLoss: lossAt(raw, bias),
      weights: request.kind === 'path' ? raw : null,
      trace: { steps: kept.map((record) => record[STEP] ?? 0), training: kept.map((record) => record[LOSS] ?? NaN), validation },
      problem: null,
    };
  };
  const entries = partsOf(study, dataset.rows.length).map(entryOf);
  return { kind: request.kind, featureNames, entries, notes: [], elapsedMs: 12 };
}
