import { LOSS, STEP } from '../../../workers/core/training/record';
import { formatCount } from '../../format/number';
import { firstOffset, onlyBias, type ParameterSet } from '../../format/parameters';

export interface LogColumn {
  name: string;
  /** In a record. */
  offset: number;
}

/** Weights listed in the log of the window; the saved one lists all. */
export const MOST_WEIGHTS = 8;

/** iteration, w..., b, loss; of many weights the first few. */
export function logColumns(recordLength: number, parameters: ParameterSet): LogColumn[] {
  const first = firstOffset(recordLength, parameters);
  const bias = onlyBias(parameters);
  const weights = parameters.entries.filter((entry) => entry !== bias);
  return [
    { name: 'iteration', offset: STEP },
    ...weights.slice(0, MOST_WEIGHTS).map(({ name, index }) => ({ name, offset: first + index })),
    ...(bias === null ? [] : [{ name: 'b', offset: first + bias.index }]),
    { name: 'loss', offset: LOSS },
  ];
}

/** Widths in characters: a blank ends each column. */
export const LOSS_WIDTH = 12;
/** With seven characters every number has a place: −1e−300. */
const LEAST_WIDTH = 8;
const MOST_WIDTH = 13;

const LEAST_ITERATION_WIDTH = 11;
export const iterationWidth = (lastStep: number): number =>
  Math.max(LEAST_ITERATION_WIDTH, formatCount(lastStep).length + 1);

/** What each of `nParameters` columns gets of so many characters that iteration and loss leave. */
export function parameterWidth(room: number, nParameters: number): number {
  const share = Math.floor(room / Math.max(1, nParameters));
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, share));
}

export function ordinal(count: number): string {
  const lastTwo = count % 100;
  const suffix = lastTwo >= 11 && lastTwo <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${formatCount(count)}${suffix}`;
}

/** Without the bias that has a column of its own. */
export const nWeights = (parameters: ParameterSet): number =>
  parameters.entries.length - (onlyBias(parameters) === null ? 0 : 1);

/** What the list leaves out. */
export function logNote(stride: number, nWeights: number): string {
  const steps = stride > 1 ? `every ${ordinal(stride)} iteration shown` : 'every iteration';
  const weights = nWeights > MOST_WEIGHTS ? `, ${MOST_WEIGHTS} of ${formatCount(nWeights)} weights` : '';
  return stride > 1 || weights ? `${steps}${weights}; the saved log has all` : steps;
}
