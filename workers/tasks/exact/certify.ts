import { chooseBasis, columnCount } from '../../core/exact/basis';
import type { CertifyTask, ExactReply } from '../../core/exact/exactTask';
import { descendFactored } from '../../core/exact/factoredDescent';
import { fitFactor } from '../../core/exact/fit';
import { chunkGroups } from '../../core/exact/groups';
import { DEFAULT_DESIGN } from '../../core/training/defaults';
import { planShards, WASM_PAGE_BYTES } from '../../core/shards/layout';
import { newSharedMemory } from '../../core/shards/webAssembly';
import { createShardBuilder } from '../shards/tileWriter';
import { factorGroups } from './factorGroups';
import { mergeFactors } from './mergeFactors';

/** Through tiles and QR as the rows of a file go. */
export const certify = ({ kernelModule, columns, degree, intercept, nSteps }: CertifyTask): ExactReply => {
  const nSamples = columns[0]?.length ?? 0;
  const featureNames = columns.slice(1).map((_, j) => `x${j + 1}`);
  const plan = planShards(nSamples, featureNames.length, { nThreads: 1, nSeats: 1 });
  if (!plan) throw new RangeError('The columns do not fit into one shard.');
  const memories = plan.shards.map(({ byteLength }) =>
    newSharedMemory(Math.ceil(byteLength / WASM_PAGE_BYTES), WASM_PAGE_BYTES),
  );
  const shards = { plan, memories };
  // Without an intercept the columns may not be shifted.
  const design = { ...DEFAULT_DESIGN, standardize: intercept, intercept };
  const builder = createShardBuilder({ kernelModule, shards, design });
  builder.append(columns, nSamples);
  const basis = chooseBasis(builder.finish(), degree, intercept);
  const size = columnCount(basis) + 1;
  const groups = chunkGroups(plan, size);
  const factors = factorGroups({ kind: 'factor', kernelModule, shards, basis, groups });
  const factor = { size, values: mergeFactors(kernelModule, factors, size) };
  const fit = fitFactor(factor, basis, nSamples, featureNames, { standardize: true, l2: 0, init: { kind: 'zeros' } });
  const learningRate = fit.spectrum.bestLearningRate ?? 0;
  const descent = descendFactored(factor, basis, nSamples, featureNames, { learningRate, nSteps });
  return { kind: 'certified', fit, descent };
};
