import { MAX_DEGREE } from '../../workers/core/training/design';
import type { DesignSettings } from '../../workers/core/schema';
import { isInRange, rangeWords } from '../../workers/core/training/choices';
import { DEFAULT_DESIGN } from '../../workers/core/training/defaults';
import { parseCount, parseNumber, readOr, type Arguments, type OptionTable } from '../arguments';

export const BASIS_TABLE = { degree: 'value', 'no-intercept': 'flag' } as const satisfies OptionTable;

export const DESIGN_TABLE = {
  ...BASIS_TABLE,
  float32: 'flag',
  validation: 'value',
  seed: 'value',
} as const satisfies OptionTable;

/** What the columns become. */
export const readBasis = ({
  value,
  flag,
}: Arguments<typeof BASIS_TABLE>): Pick<DesignSettings, 'degree' | 'intercept'> => ({
  degree: readOr(value('degree'), DEFAULT_DESIGN.degree, (text) => parseCount('degree', text, 1, MAX_DEGREE)),
  intercept: !flag('no-intercept'),
});

export const readSeed = (given: string | undefined): number =>
  readOr(given, DEFAULT_DESIGN.seed, (text) => parseCount('seed', text, 0, 2 ** 32 - 1));

export const readDesign = (args: Arguments<typeof DESIGN_TABLE>): DesignSettings => {
  const { value, flag } = args;
  return {
    ...DEFAULT_DESIGN,
    ...readBasis(args),
    storage: flag('float32') ? 'float32' : DEFAULT_DESIGN.storage,
    validationShare: readOr(value('validation'), DEFAULT_DESIGN.validationShare, (text) =>
      parseNumber('validation', text, `${rangeWords('fraction')}, the share of the rows`, (share) =>
        isInRange('fraction', share),
      ),
    ),
    seed: readSeed(value('seed')),
  };
};
