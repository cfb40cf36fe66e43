import { FallLineError, type RunInfo } from '../../core/schema';
import { nParameters } from '../../core/training/parameterShape';

/** Throws where a run is to begin at a point with other parameters than its own: how many classes there are, the rows tell. */
export const checkPoint = (info: Pick<RunInfo, 'settings' | 'nFeatures' | 'nOutputs'>): void => {
  const { init } = info.settings;
  const length = nParameters(info);
  if (init.kind !== 'point' || init.theta.length === length) return;
  throw new FallLineError(
    'setting-invalid',
    `The run is to begin at a point of ${init.theta.length} parameters, but it has ${length}: ${info.nFeatures + 1} for each of ${info.nOutputs} classes. Choose a point of a run on the same classes.`,
  );
};
