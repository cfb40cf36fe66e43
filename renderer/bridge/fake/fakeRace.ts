import type { IpcResponse, RunResult, RunSettings } from '../../../electron/contract';
import { LOSS, STEP } from '../../../workers/core/training/record';
import type { FakeDataset } from './fakeDataset';
import { createFakeRun } from './fakeRun';

/** One run after the other, every step of each kept. */
export function fakeRace(dataset: FakeDataset, settings: readonly RunSettings[]): IpcResponse<'run/race'> {
  const results: RunResult[] = [];
  const lanes = settings.map((one, lane) => {
    const run = createFakeRun(`lane-${lane}`, dataset, { ...one, startPaused: false });
    run.advance(one.stop.maxSteps);
    const result = run.result();
    if (result === null) throw new Error('A lane of the race did not end.');
    results.push(result);
    const { records, recordLength, theta } = run.readFrame();
    const kept = Array.from({ length: records.length / recordLength }, (_, k) =>
      records.subarray(k * recordLength, (k + 1) * recordLength),
    );
    return {
      steps: Float64Array.from(kept, (record) => record[STEP] ?? NaN),
      objectives: Float64Array.from(kept, (record) => record[LOSS] ?? NaN),
      // Nothing is scaled, so raw units are those of training.
      thetas: Float64Array.from(kept.flatMap((record) => [...record.subarray(recordLength - theta.length)])),
    };
  });
  return { lanes, results };
}
