import type { MetricFrame, RunCommand, RunInfo, RunResult, RunSettings, StepState, StopReason } from '../../../electron/contract';
import { LOSS, parametersOffset, recordLength, STEP } from '../../../workers/core/training/record';
import type { FakeDataset } from './fakeDataset';

/** Plain descent on raw columns: slow, short, and enough to see the window at work. */
export interface FakeRun {
  readonly info: RunInfo;
  control(command: RunCommand): void;
  /** Makes up to `count` steps if it is not paused. */
  advance(count: number): void;
  readFrame(): MetricFrame;
  /** null: not made yet. */
  stateAt(step: number): StepState | null;
  /** null while it goes on. */
  standing(): { weights: number[]; bias: number } | null;
  result(): RunResult | null;
}

const DIVERGED_AT = 1e12;

export function createFakeRun(runId: string, dataset: FakeDataset, settings: RunSettings): FakeRun {
  const nFeatures = settings.features.length;
  const size = recordLength(1, nFeatures + 1);
  const featureNames = settings.features.map((index) => dataset.names[index] ?? '');
  const theta = initial(settings, nFeatures);
  let gradient = new Float64Array(nFeatures + 1);
  const made: StepState[] = [];
  let records: number[] = [];
  let latest = new Float64Array(size);
  let step = 0;
  let loss = 0;
  let learningRate = settings.learningRate;
  let paused = settings.startPaused;
  let ended: StopReason | null = null;

  function evaluate(): void {
    gradient = new Float64Array(nFeatures + 1);
    loss = 0;
    for (const row of dataset.rows) {
      const values = settings.features.map((index) => row[index] ?? 0);
      const predicted = values.reduce((sum, value, j) => sum + value * (theta[j] ?? 0), theta[nFeatures] ?? 0);
      const residual = predicted - (row[settings.target] ?? 0);
      loss += residual ** 2 / dataset.rows.length;
      [...values, 1].forEach((value, j) => {
        gradient[j] = (gradient[j] ?? 0) + (2 * residual * value) / dataset.rows.length;
      });
    }
    const norm = Math.hypot(...gradient);
    const measured = [step, loss, loss, loss, norm, step * 0.02, 0.02, 0.001, NaN, 0.018, 0.001];
    if (measured.length !== parametersOffset(1)) throw new Error('A record has other fields by now.');
    latest = Float64Array.from([...measured, ...theta]);
    records.push(...latest);
    made.push({ step, theta: theta.slice(), gradient: gradient.slice(), loss, dataLoss: loss, learningRate });
    if (!(loss < DIVERGED_AT)) ended = 'diverged';
    else if (step >= settings.stop.maxSteps) ended = 'max-steps';
  }

  function advanceOnce(): void {
    for (let j = 0; j <= nFeatures; j++) theta[j] = (theta[j] ?? 0) - learningRate * (gradient[j] ?? 0);
    step += 1;
    evaluate();
  }

  evaluate();

  return {
    info: {
      runId,
      datasetId: dataset.path,
      settings,
      targetName: dataset.names[settings.target] ?? '',
      featureNames,
      scaling: { means: featureNames.map(() => 0), scales: featureNames.map(() => 1) },
      classNames: null,
      nSamples: dataset.rows.length,
      nValidation: 0,
      nFeatures,
      nOutputs: 1,
      isFactored: false,
      rowsSkipped: 0,
      nWorkers: 1,
      nShards: 1,
      nChunks: 1,
      byteLength: dataset.rows.length * (nFeatures + 1) * 8,
      objective: 'L(w, b) = (1/n) sum (w . x + b - y)^2',
      notes: [],
      buildMs: 0,
    },
    control(command) {
      if (ended !== null) return;
      if (command.kind === 'pause') paused = true;
      else if (command.kind === 'resume') paused = false;
      else if (command.kind === 'stop') ended = 'stopped';
      else if (command.kind === 'step') advanceOnce();
      else learningRate = command.value;
    },
    advance(count) {
      for (let made = 0; made < count && !paused && ended === null; made++) advanceOnce();
    },
    readFrame() {
      const fresh = Float64Array.from(records);
      records = [];
      return {
        runId,
        state: ended !== null ? 'finished' : paused ? 'paused' : 'running',
        stride: 1,
        recordLength: size,
        records: fresh,
        latest: latest.slice(),
        theta: theta.slice(),
        gradient: gradient.slice(),
        learningRate,
        totalsMs: Float64Array.of(step * 0.018, step * 0.001, step * 0.001),
      };
    },
    stateAt: (wanted) => made[wanted] ?? null,
    standing: () =>
      ended === null && !paused ? null : { weights: [...theta.subarray(0, nFeatures)], bias: theta[nFeatures] ?? 0 },
    result() {
      if (ended === null) return null;
      const diverged = ended === 'diverged';
      return {
        runId,
        stopReason: ended,
        steps: latest[STEP] ?? 0,
        loss: latest[LOSS] ?? NaN,
        objective: latest[LOSS] ?? NaN,
        gradientNorm: Math.hypot(...gradient),
        validationLoss: null,
        classes: null,
        weights: [...theta.subarray(0, nFeatures)],
        bias: theta[nFeatures] ?? 0,
        thetaHash: '9f3a27b4'.repeat(8),
        nWorkers: 1,
        elapsedMs: step * 0.02,
        learningRate,
        divergence: diverged
          ? {
              message: `The loss grew past any sense at step ${step} (learning rate ${learningRate}): a rate below 0.96 converges on this data; 0.48 is safe.`,
              limit: 0.96,
              suggestedLearningRate: 0.48,
            }
          : null,
        failure: null,
      };
    },
  };
}

function initial(settings: RunSettings, nFeatures: number): Float64Array<ArrayBuffer> {
  const { init } = settings;
  if (init.kind === 'given') return Float64Array.from([...init.weights, init.bias]);
  if (init.kind === 'point') return Float64Array.from(init.theta);
  const theta = new Float64Array(nFeatures + 1);
  return init.kind === 'zeros' ? theta : theta.map((_, j) => Math.sin(init.seed + j));
}
