import { baseSummary, chooseBasis } from '../../core/exact/basis';
import { intervalBasis, intervalIssue, noIntervals, type IntervalsOrReason } from '../../core/exact/intervalBasis';
import type { Fit } from '../../core/exact/fit';
import type { RunInfo, RunResult } from '../../core/schema';
import type { DesignMatrix } from '../training/designMatrix';
import { factorShards, factorWorkers, replyOf, type SolverOptions } from './factorMatrix';
import { inferFit } from './inferFit';

/** Multiplications that take some seconds: the model is not kept waiting for longer. */
const MOST_WORK = 2e10;

type Source = { matrix: DesignMatrix; info: RunInfo };

/** What the intervals of a run's predictions come from. The fit is made once for each matrix and kept with it. */
export const createModelIntervals = (options: SolverOptions) => {
  const fits = new WeakMap<DesignMatrix['plan'], Fit>();

  const makeFit = async ({ matrix, info }: Source, signal: AbortSignal): Promise<Fit> => {
    const { pool, kernels, maxWorkers } = options;
    const { standardize, scaledBy, degree, intercept, features, init } = info.settings;
    const { nSamples } = matrix.plan;
    const basis = chooseBasis(baseSummary(matrix.summary, features.length), degree, intercept);
    const kernelModule = kernels();
    const scaling = standardize && scaledBy === 'range' ? matrix.summary.scaling : null;
    const featureNames = info.featureNames.filter((_, j) => j % degree === 0);
    return pool.use({ signal }, async (run) => {
      const factors = await factorShards(run, kernelModule, matrix, basis, factorWorkers(matrix.plan, basis, maxWorkers));
      const task = { kernelModule, factors, basis, nSamples, standardize, scaling, l2: 0, init, featureNames };
      return replyOf('fitted', await run({ kind: 'fit', ...task })).fit;
    });
  };

  /** The shards must stay until the promise has settled. */
  return async (source: Source, { weights, bias }: RunResult, signal: AbortSignal): Promise<IntervalsOrReason> => {
    const { matrix, info } = source;
    const { settings } = info;
    const nParameters = info.nFeatures + (settings.intercept ? 1 : 0);
    const issue = intervalIssue(settings, settings.weightColumn !== null, nParameters);
    if (issue !== null) return noIntervals(issue);
    if (nParameters === 0) return noIntervals('The model has no parameters.');
    const { plan } = matrix;
    if (plan.nSamples * nParameters ** 2 > MOST_WORK) {
      return noIntervals('The rows and columns are so many that the exact solution was not computed along with the model.');
    }
    const fit = fits.get(plan) ?? (await makeFit(source, signal));
    fits.set(plan, fit);
    return intervalBasis({ ...inferFit(fit), triangle: fit.triangle }, [...(settings.intercept ? [bias] : []), ...weights]);
  };
};
