import { rowsUsed, sampleRows } from '../../core/explain/sampleRows';
import type { FactoredLoss } from '../../core/exact/factoredLoss';
import { FallLineError, type ProbeReply, type ProbeRequest, type RunInfo } from '../../core/schema';
import { PROBE_WORKSPACE, type ShardPlan } from '../../core/shards/layout';
import type { KernelModule } from '../../core/shards/webAssembly';
import { formatCount } from '../../core/text/counted';
import { abortGang, controlByteLength, openControlBlock } from '../../core/training/controlBlock';
import { chooseGangSize } from '../../core/training/gangSize';
import { nParameters } from '../../core/training/parameterShape';
import { cancelled } from '../data/work';
import { factorMatrix, type SolverOptions } from '../exact/factorMatrix';
import type { Aside } from './aside';
import type { GangPool } from './gangPool';
import { methodOf } from './recipe';
import type { TrainingRun } from './trainingRun';

/** Multiplications that R takes in some tenths of a second: a question waits for it. */
const WAITED_FOR = 1e9;
/** Some seconds: meanwhile questions are answered from the rows. */
const MOST_FACTORING = 2e10;
/** Columns beyond which a point through R costs as much as one through a sample of the rows. */
const MOST_COLUMNS = 1_024;

/** How squared loss over all rows of the run's matrix can be had at once; null: only from the rows. */
export type FindFactor = (run: TrainingRun, signal: AbortSignal) => Promise<FactoredLoss | null>;

/** R is made at the first question about a matrix, beside the run, and kept with the matrix. */
export const createFactorFinder = (solver: SolverOptions, beside: Aside): FindFactor => {
  const found = new WeakMap<ShardPlan, FactoredLoss>();
  const underWay = new WeakSet<ShardPlan>();

  const make = async ({ matrix, info }: TrainingRun, signal: AbortSignal): Promise<FactoredLoss> => {
    const factored = await factorMatrix(solver, matrix, info.settings, { signal });
    found.set(matrix.plan, factored);
    return factored;
  };
  /** Nobody waits for it: a failure is met by the next question, which begins it again. */
  const makeBeside = (run: TrainingRun): void => {
    const { plan } = run.matrix;
    if (underWay.has(plan)) return;
    underWay.add(plan);
    const forget = (): void => void underWay.delete(plan);
    beside.inTurn(undefined, (signal) => make(run, signal)).then(forget, forget);
  };

  return async (run, signal) => {
    const { nSamples, nFeatures } = run.matrix.plan;
    const known = run.factored ?? found.get(run.matrix.plan);
    if (known) return known;
    const nColumns = nFeatures + 1;
    const work = nSamples * nColumns * nColumns;
    if (run.info.settings.loss.kind !== 'squared' || nColumns > MOST_COLUMNS || work > MOST_FACTORING) return null;
    if (work <= WAITED_FOR) return make(run, signal);
    makeBeside(run);
    return null;
  };
};

const invalid = (message: string): FallLineError => new FallLineError('setting-invalid', message);

const requireLength = (what: string, found: number, length: number, isWhole: boolean): void => {
  if (isWhole ? found === length : found % length === 0) return;
  const wanted = isWhole ? formatCount(length) : `a multiple of ${formatCount(length)}`;
  throw invalid(`${formatCount(found)} numbers are given as ${what}. Give ${wanted}, one for each parameter of the run.`);
};

/** Throws where a request does not fit the run. */
const checkRequest = (request: ProbeRequest, length: number): void => {
  if (request.kind === 'objectives') {
    requireLength('points', request.points.length, length, false);
    return;
  }
  requireLength('theta', request.theta.length, length, true);
  if (request.kind === 'slope') requireLength('vectors', request.vectors.length, length, false);
  if (request.kind === 'rows' && !(Number.isInteger(request.parameter) && request.parameter >= 0 && request.parameter < length)) {
    throw invalid(`There is no parameter ${request.parameter} in this run. Choose a whole number from 0 to ${formatCount(length - 1)}.`);
  }
};

/** The work of one evaluation decides how many share it; what is not in the rows is the leader's alone. */
const gangOf = (pool: GangPool, { nOutputs }: RunInfo, plan: ShardPlan, request: ProbeRequest, isFactored: boolean): number => {
  if (isFactored || request.kind === 'rows') return 1;
  const { nFeatures, nChunks, chunkRows } = plan;
  const nSamples = rowsUsed(sampleRows(plan, request.maxRows), chunkRows);
  return chooseGangSize('auto', { nSamples, nFeatures, nOutputs, nChunks, maxWorkers: pool.maxWorkers }).nWorkers;
};

/** Asks something of the objective of a run; its shards must stay until the promise has settled. */
export const probeRun = async (
  pool: GangPool,
  kernelModule: KernelModule,
  findFactor: FindFactor,
  run: TrainingRun,
  request: ProbeRequest,
  signal: AbortSignal,
): Promise<ProbeReply> => {
  const { info, matrix } = run;
  const { plan, memories } = matrix;
  const length = nParameters(info);
  checkRequest(request, length);
  if (request.kind === 'objectives' && request.points.length === 0) {
    return { kind: 'objectives', values: new Float64Array(0), rowsUsed: 0 };
  }
  const factored = request.kind === 'rows' ? null : await findFactor(run, signal);
  if (signal.aborted) throw cancelled();
  const nWorkers = gangOf(pool, info, plan, request, factored !== null);
  const control = new SharedArrayBuffer(controlByteLength(nWorkers, length));
  const block = openControlBlock(control, nWorkers, length);
  const abort = (): void => abortGang(block);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const { reply, casualty } = await pool.run(
      {
        kernelModule,
        loss: info.settings.loss,
        nOutputs: info.nOutputs,
        shards: { plan, memories },
        validation: null,
        workspace: PROBE_WORKSPACE,
        nWorkers,
        control,
      },
      { kind: 'probe', request, factored, method: methodOf(info.settings), intercept: info.settings.intercept },
    );
    if (casualty) {
      const worker = `Worker ${casualty.worker + 1} of ${nWorkers}`;
      throw new FallLineError('worker-died', `${worker} stopped while the objective was evaluated. Ask again.`);
    }
    if (reply?.kind !== 'probed') throw cancelled();
    if (reply.reply !== null) return reply.reply;
    throw invalid(
      'The objective is not curved at these parameters, or beyond what numbers hold. Look at other parameters, or choose a loss with curvature, for example squared loss.',
    );
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
