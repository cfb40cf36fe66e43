import { FallLineError, type LossKind } from '../../core/schema';
import type { BuildSummary } from '../../core/shards/matrix';
import { formatCount } from '../../core/text/counted';

/** Throws where the loss asks for another number of classes. */
export const checkClassCount = (loss: LossKind, nClasses: number, targetName: string): void => {
  if (loss !== 'logistic' || nClasses === 2) return;
  throw new FallLineError(
    'setting-invalid',
    `Target "${targetName}" has ${formatCount(nClasses)} classes, and logistic loss is for two. Choose softmax loss.`,
  );
};

/** Throws where a loss for counts gets a target below 0. */
export const checkCounts = (loss: LossKind, { leastTarget }: Pick<BuildSummary, 'leastTarget'>, targetName: string): void => {
  if (loss !== 'poisson' || !(leastTarget < 0)) return;
  throw new FallLineError(
    'setting-invalid',
    `Target "${targetName}" goes down to ${leastTarget}, and Poisson loss is for counts of 0 or more. Choose another target or loss.`,
  );
};

/** What a person should know of the target under this loss. */
export const targetNotes = (loss: LossKind, summary: BuildSummary, targetName: string): string[] => {
  const { targetIsWhole, classNames, untrainedClasses } = summary;
  const [first, ...others] = untrainedClasses.map((number) => classNames?.[number] ?? '');
  const more = others.length > 0 ? ` (and ${formatCount(others.length)} more)` : '';
  return [
    ...(loss === 'poisson' && !targetIsWhole
      ? [`Target "${targetName}" holds numbers that are no whole counts; Poisson loss takes them as they are.`]
      : []),
    ...(first === undefined
      ? []
      : [`Class "${first}"${more} of target "${targetName}" is in the validation part alone: nothing is learnt of it.`]),
  ];
};
