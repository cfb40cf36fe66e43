import type { DescribedModel } from '../../describedModel';
import { daysOfIso } from '../../../preparation/dates';
import type { Cell, Scores } from '../../scores';
import { evaluateOnnx } from './evaluate';
import { readOnnx } from './read';

type Input = DescribedModel['inputs'][number];

/** Cells as the inputs of a written model take them: dates as days, missing as NaN or the empty text. */
export const onnxColumn = ({ type }: Input, cells: readonly Cell[]): (number | string)[] => {
  if (type === 'text') return cells.map((cell) => (cell === null ? '' : String(cell)));
  return cells.map((cell) => (cell === null ? NaN : typeof cell === 'string' ? (daysOfIso(cell) ?? NaN) : Number(cell)));
};

/** Outputs of a written model as scores; columns in the order of the classes. */
export const onnxScores = (outputs: readonly ArrayLike<unknown>[], classNames: readonly string[] | null): Scores => {
  const number = (value: unknown): number | null => (Number.isNaN(Number(value)) ? null : Number(value));
  const [first = []] = outputs;
  if (classNames === null) return { predictions: Array.from(first, number), probabilities: [] };
  const labels = Array.from(outputs[1] ?? [], String);
  const places = new Map(classNames.map((name, k) => [name, k]));
  return {
    // The class may have an empty name, so it is the probability that says what is missing.
    predictions: labels.map((label, i) => (number(first[i * classNames.length]) === null ? null : (places.get(label) ?? NaN))),
    probabilities: classNames.map((_, k) => labels.map((__, i) => number(first[i * classNames.length + k]))),
  };
};

/** Reads a written model back and computes it for rows of raw columns: for the check right after writing. */
export const scoreOnnx = (
  bytes: Uint8Array,
  { inputs, classNames }: Pick<DescribedModel, 'inputs' | 'classNames'>,
  columns: readonly (readonly Cell[])[],
  nRows: number,
): Scores => {
  const named = new Map(inputs.map((input, k) => [input.name, onnxColumn(input, columns[k]!)]));
  const outputs = evaluateOnnx(readOnnx(bytes), named);
  const data = [...outputs.values()].map((value) => value.data);
  // Without inputs nothing says how many rows there are: the graph gives one.
  return onnxScores(inputs.length > 0 ? data : data.map((row) => Array.from({ length: nRows }, () => row).flat()), classNames);
};
