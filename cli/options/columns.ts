import { parseList } from '../arguments';
import { UsageError } from '../failures';

export const readFeatures = (given: string[], target: string | null): string[] | null => {
  if (given.length === 0) return null;
  const features = given.flatMap(parseList);
  if (features.includes('')) throw new UsageError('The option --features holds an empty name.');
  if (target !== null && features.includes(target)) {
    throw new UsageError(
      `The column "${target}" is the target and cannot be a feature too. Leave it out of --features.`,
    );
  }
  const repeated = features.find((name, index) => features.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new UsageError(`The option --features names "${repeated}" more than once.`);
  return features;
};

/** With a recipe file the target may be that of the recipe. */
export const readTarget = (target: string | undefined, recipePath: string | null): string | null => {
  if (target === undefined && recipePath !== null) return null;
  if (target === undefined || target === '') {
    throw new UsageError('Say which column is to be predicted: --target NAME.');
  }
  return target;
};
