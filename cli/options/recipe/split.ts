import type { DesignSettings, SplitRule } from '../../../workers/core/schema';
import { parseNumber, readOr, type Arguments, type OptionTable } from '../../arguments';
import { UsageError } from '../../failures';
import { nameAndRest, settingsOf } from './words';

export const SPLIT_TABLE = {
  test: 'value',
  validation: 'value',
  'split-column': 'value',
  'split-order': 'flag',
} as const satisfies OptionTable;

const share = (option: string, text: string): number =>
  parseNumber(option, text, 'a number of 0 or more and below 1, the share of the rows', (value) => value >= 0 && value < 1);

/** null where no part of the rows is asked for. */
export const readSplit = (
  { value, flag }: Arguments<typeof SPLIT_TABLE>,
  { seed }: Pick<DesignSettings, 'seed'>,
): SplitRule | null => {
  const column = value('split-column');
  const isInOrder = flag('split-order');
  const shares = [value('test'), value('validation')];
  if (column !== undefined) {
    if (isInOrder || shares.some((one) => one !== undefined)) {
      throw new UsageError('The option --split-column excludes --split-order, --test and --validation: the column says which row is of which part.');
    }
    const example = '"part:validation=dev,test=test"';
    const { name, rest } = nameAndRest('split-column', column, ':', example);
    const { validation = null, test = null } = settingsOf('split-column', rest, ['validation', 'test']);
    return { kind: 'column', column: name, validation, test };
  }
  const test = readOr(value('test'), 0, (text) => share('test', text));
  const validation = readOr(value('validation'), 0, (text) => share('validation', text));
  if (test + validation === 0) {
    if (isInOrder) throw new UsageError('The option --split-order needs the size of a part: --test SHARE or --validation SHARE.');
    return null;
  }
  if (test + validation >= 1) throw new UsageError(`The options --validation ${validation} and --test ${test} leave no row to train on. Choose shares that sum below 1.`);
  return isInOrder ? { kind: 'order', validation, test } : { kind: 'share', validation, test, seed };
};
