import { FallLineError, type UnseenRule } from '../schema';
import { counted, formatCount } from '../text/counted';
import { nearest } from '../text/nearest';
import type { CategoryChoice } from './choices';
import type { Level } from './statistics';

/** More levels than this are no categories: indicators would fill the memory, and formulas could not be read. */
export const MAX_LEVEL_FEATURES = 1_000;
export const MAX_LEVELS = 10_000;

/** What the gathered levels are called. */
export const RARE = '(rare)';

export interface LevelPlan {
  /** null where the reference is that of the gathered levels. */
  reference: Level | null;
  /** With an indicator each. */
  kept: Level[];
  rare: Level[];
  unseen: UnseenRule;
}

export const levelText = (value: Level['value']): string => String(value);

const refuse = (message: string): never => {
  throw new FallLineError('setting-invalid', message);
};

export const tooManyLevels = (name: string, nLevels: number): never =>
  refuse(
    `Column "${name}" holds more than ${formatCount(nLevels)} levels in the training part, too many for indicators. Leave it out of the features.`,
  );

const findReference = (name: string, levels: readonly Level[], { reference, rareBelow }: CategoryChoice): Level | null => {
  if (reference === null) return levels.find(({ nRows }) => nRows >= rareBelow) ?? null;
  if (reference === RARE && levels.some(({ nRows }) => nRows < rareBelow)) return null;
  const found = levels.find(({ value }) => levelText(value) === reference);
  if (!found) {
    const near = nearest(reference, levels.map(({ value }) => levelText(value)));
    return refuse(
      `The reference level "${reference}" of column "${name}" is not in the training part.${near === null ? '' : ` Did you mean "${near}"?`} Choose one of its ${counted(levels.length, 'level')}.`,
    );
  }
  if (found.nRows < rareBelow) {
    refuse(
      `The reference level "${reference}" of column "${name}" is in ${counted(found.nRows, 'row')} of the training part and would be gathered with the rare ones. Choose a more frequent one, or "${RARE}".`,
    );
  }
  return found;
};

/**
 * Which levels become indicators. `levels` are those of the training part in order. Without a level that is rare an unknown
 * one cannot count as rare, and has no value.
 */
export const planLevels = (name: string, levels: readonly Level[], choice: CategoryChoice): LevelPlan => {
  const rare = levels.filter(({ nRows }) => nRows < choice.rareBelow);
  const reference = findReference(name, levels, choice);
  const kept = levels.filter((level) => level !== reference && level.nRows >= choice.rareBelow);
  if (kept.length > MAX_LEVEL_FEATURES) {
    refuse(
      `Column "${name}" would become ${counted(kept.length, 'indicator')}; up to ${formatCount(MAX_LEVEL_FEATURES)} are possible. Gather its rare levels with a larger number of rows (rareBelow, now ${choice.rareBelow}), or leave it out.`,
    );
  }
  const unseen = choice.unseen === 'rare' && rare.length === 0 ? 'missing' : choice.unseen;
  return { reference, kept, rare, unseen };
};
