import { parseList } from '../arguments';
import { UsageError } from '../failures';

export const readFeatures = (given: string[], target: string): string[] | null => {
  if (given.length === 0) return null;
  const features = given.flatMap(parseList);
  if (features.includes('')) throw new UsageError('The option --features holds an empty name.');
  if (features.includes(target)) {
    throw new UsageError(
      `The column "${target}" is the target and cannot be a feature too. Leave it out of --features.`,
    );
  }
  const repeated = features.find((name, index) => features.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new UsageError(`The option --features names "${repeated}" more than once.`);
  return features;
};

export const readTarget = (target: string | undefined): string => {
  if (target === undefined || target === '') {
    throw new UsageError('Say which column is to be predicted: --target NAME.');
  }
  return target;
};
