import { createHash } from 'node:crypto';
import type { ClassParameters, Divergence, RunInfo, RunResult, StopReason } from '../../core/schema';
import { SNAPSHOT, snapshotTheta } from '../../core/training/controlBlock';
import { toRaw } from '../../core/training/parameters';
import { nParameters } from '../../core/training/parameterShape';
import type { GangOutcome } from './gangPool';

/** How a run ended, beside the figures of its last step. */
export interface Ending {
  stopReason: StopReason;
  divergence: Divergence | null;
  failure: string | null;
}

/** SHA-256 (hex) over the parameters as little-endian float64, whatever the byte order of the machine. */
export const hashTheta = (theta: Float64Array): string => {
  const bytes = new DataView(new ArrayBuffer(8 * theta.length));
  theta.forEach((value, j) => bytes.setFloat64(8 * j, value, true));
  return createHash('sha256').update(bytes).digest('hex');
};

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

const classesOf = ({ classNames, nOutputs, nFeatures }: RunInfo, raw: Float64Array): ClassParameters[] | null => {
  if (nOutputs === 1 || classNames === null) return null;
  return classNames.map((name, k) => {
    const at = k * (nFeatures + 1);
    return { name, weights: Array.from(raw.subarray(at, at + nFeatures)), bias: raw[at + nFeatures]! };
  });
};

/** The result that a snapshot of the control block makes. */
export const resultOf = (info: RunInfo, snapshot: Float64Array, ending: Ending): RunResult => {
  const at = snapshotTheta(info.nWorkers);
  const theta = snapshot.slice(at, at + nParameters(info));
  const raw = new Float64Array(theta.length);
  toRaw(theta, info.scaling, raw);
  return {
    runId: info.runId,
    stopReason: ending.stopReason,
    steps: snapshot[SNAPSHOT.step]!,
    loss: snapshot[SNAPSHOT.dataLoss]!,
    objective: snapshot[SNAPSHOT.loss]!,
    gradientNorm: snapshot[SNAPSHOT.gradientNorm]!,
    validationLoss: finiteOrNull(snapshot[SNAPSHOT.validationLoss]!),
    classes: classesOf(info, raw),
    weights: Array.from(raw.subarray(0, info.nFeatures)),
    bias: raw[info.nFeatures]!,
    thetaHash: hashTheta(theta),
    nWorkers: info.nWorkers,
    elapsedMs: snapshot[SNAPSHOT.elapsedMs]!,
    learningRate: snapshot[SNAPSHOT.learningRate]!,
    divergence: ending.divergence,
    failure: ending.failure,
  };
};

/** `hasStarted`: step 0 has been evaluated, and `step` is the newest one. */
export const endingOf = (
  outcome: GangOutcome,
  nWorkers: number,
  hasStarted: boolean,
  step: number,
): Ending => {
  if (outcome.casualty) {
    const worker = outcome.casualty.worker + 1;
    const reason =
      outcome.casualty.error instanceof Error ? outcome.casualty.error.message : 'no reason known';
    const failure = hasStarted
      ? `Worker ${worker} of ${nWorkers} stopped in the middle of step ${step + 1} (${reason}). The parameters of step ${step} are kept; press Run to train again.`
      : `Worker ${worker} of ${nWorkers} stopped before the first step (${reason}). Press Run to train again.`;
    return { stopReason: 'failed', divergence: null, failure };
  }
  if (outcome.reply?.kind === 'descended') {
    return { stopReason: outcome.reply.stopReason, divergence: outcome.reply.divergence, failure: null };
  }
  return { stopReason: 'stopped', divergence: null, failure: null };
};
