import type { RunInfo } from '../schema';

/** Of the raw parameters in the order of a record: each feature and `bias`, for several outputs with the class before it. */
export const parameterNames = ({ featureNames, nOutputs, classNames }: Pick<RunInfo, 'featureNames' | 'nOutputs' | 'classNames'>): string[] => {
  const names = [...featureNames, 'bias'];
  if (nOutputs === 1 || !classNames) return names;
  return classNames.flatMap((className) => names.map((name) => `${className} ${name}`));
};
