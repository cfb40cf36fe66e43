import { parseList, type Arguments, type OptionTable } from '../arguments';
import { UsageError } from '../failures';
import { nearest } from '../../workers/core/text/nearest';

/** Options that leave the rows where they are, so that runs that differ in one of them share the data. */
export const SWEEP_KEYS = [
  'learning-rate',
  'l1',
  'l2',
  'optimizer',
  'schedule',
  'batch',
  'clip',
  'seed',
] as const;
export type SweepKey = (typeof SWEEP_KEYS)[number];

const MAX_RUNS = 1000;

export interface Sweep<O> {
  key: SweepKey;
  /** One at least. */
  runs: [{ value: string; options: O }, ...{ value: string; options: O }[]];
}

const readKey = (text: string): SweepKey => {
  const known = SWEEP_KEYS.find((key) => key === text);
  if (known !== undefined) return known;
  const near = nearest(text, [...SWEEP_KEYS]);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new UsageError(`The option --sweep varies "${text}"; it must be one of ${SWEEP_KEYS.join(', ')}.${hint}`);
};

const readValues = (key: SweepKey, text: string): string[] => {
  const values = parseList(text).map((value) => value.trim());
  if (values.includes('')) throw new UsageError(`The option --sweep ${key} holds an empty value.`);
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated !== undefined) throw new UsageError(`The option --sweep ${key} holds "${repeated}" more than once.`);
  if (values.length > MAX_RUNS) {
    throw new UsageError(`The option --sweep ${key} holds ${values.length} values; it may hold ${MAX_RUNS}.`);
  }
  return values;
};

type SweepTable = Record<SweepKey | 'sweep' | 'export' | 'coefficients' | 'log' | 'trace', 'value'> & OptionTable;

/** `KEY=v1,v2`: the same command once for each value, read as if it had been given by its own option. */
export const readSweep = <T extends SweepTable, O>(
  { value, values }: Arguments<T>,
  readWith: (words: string[]) => O,
): Sweep<O> | null => {
  const [given, again] = values('sweep');
  if (given === undefined) return null;
  if (again !== undefined) throw new UsageError('The option --sweep is given twice; it varies one option.');
  const [, name = given, list] = /^([^=]*)=([^]*)$/.exec(given) ?? [];
  const key = readKey(name.trim());
  if (list === undefined) throw new UsageError(`The option --sweep needs values: --sweep ${key}=V1,V2.`);
  if (value(key) !== undefined) {
    throw new UsageError(`The options --sweep ${key} and --${key} exclude each other.`);
  }
  const output = (['export', 'coefficients', 'log', 'trace'] as const).find((option) => value(option) !== undefined);
  if (output !== undefined) {
    throw new UsageError(
      `The options --sweep and --${output} exclude each other: train once more with the value you choose.`,
    );
  }
  const [first = '', ...others] = readValues(key, list);
  const run = (text: string) => ({ value: text, options: readWith([`--${key}=${text}`]) });
  return { key, runs: [run(first), ...others.map(run)] };
};
