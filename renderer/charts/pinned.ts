import type { ParameterSet } from '../format/parameters';

/** Weights charted until a person picks others, by their index in theta. */
export const SHOWN_BY_DEFAULT = 12;

export const defaultPinned = ({ entries }: ParameterSet): number[] =>
  entries
    .filter(({ isBias }) => !isBias)
    .slice(0, SHOWN_BY_DEFAULT)
    .map(({ index }) => index);

export const togglePinned = (pinned: readonly number[], index: number): number[] =>
  pinned.includes(index)
    ? pinned.filter((other) => other !== index)
    : [...pinned, index].sort((a, b) => a - b);
