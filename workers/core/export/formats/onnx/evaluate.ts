import { DATA_TYPE, type OnnxModel, type Tensor } from './messages';
import { broadcast, concatenate, multiply, rowByRow, type Value } from './tensors';

type Operator = (inputs: Value[]) => Value;

const numeric = (of: (...numbers: number[]) => number | boolean): Operator => (inputs) =>
  broadcast(inputs, (...cells) => of(...cells.map(Number)));

const softmax = (row: number[]): number[] => {
  const largest = Math.max(...row);
  const powers = row.map((value) => Math.exp(value - largest));
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
};

/** By the definitions of https://onnx.ai/onnx/operators/, for the axes and types that a model of Fall Line has. */
const OPERATORS: Record<string, Operator> = {
  Identity: ([value]) => value!,
  Add: numeric((a = 0, b = 0) => a + b),
  Sub: numeric((a = 0, b = 0) => a - b),
  Mul: numeric((a = 0, b = 0) => a * b),
  Div: numeric((a = 0, b = 0) => a / b),
  Neg: numeric((a = 0) => -a),
  Floor: numeric((a = 0) => Math.floor(a)),
  Log: numeric((a = 0) => Math.log(a)),
  Sqrt: numeric((a = 0) => Math.sqrt(a)),
  Exp: numeric((a = 0) => Math.exp(a)),
  Sigmoid: numeric((a = 0) => 1 / (1 + Math.exp(-a))),
  Less: numeric((a = 0, b = 0) => a < b),
  Greater: numeric((a = 0, b = 0) => a > b),
  IsNaN: numeric((a = 0) => Number.isNaN(a)),
  Equal: (inputs) => broadcast(inputs, (a, b) => a === b),
  Not: (inputs) => broadcast(inputs, (a) => !a),
  Where: (inputs) => broadcast(inputs, (condition, yes = NaN, no = NaN) => (condition === true ? yes : no)),
  Cast: (inputs) => broadcast(inputs, Number),
  Concat: (inputs) => concatenate(inputs),
  MatMul: ([a, b]) => multiply(a!, b!),
  ReduceSum: ([value]) => rowByRow(value!, (row) => [row.reduce<number>((sum, cell) => sum + Number(cell), 0)]),
  Softmax: ([value]) => rowByRow(value!, (row) => softmax(row.map(Number))),
  ArgMax: ([value]) =>
    rowByRow(value!, (row) => [row.reduce<number>((best, cell, k) => (Number(cell) > Number(row[best]) ? k : best), 0)]),
  Gather: ([texts, places]) => broadcast([places!], (place) => texts!.data[Number(place)] ?? ''),
};

const valueOf = ({ type, dims, doubles, integers, strings }: Tensor): Value => {
  if (type === DATA_TYPE.double) return { dims, data: doubles };
  return { dims, data: type === DATA_TYPE.string ? strings : integers };
};

/**
 * What a graph gives for columns by name: its outputs by name. A second way beside a runtime of ONNX, for checking what was
 * written. Throws RangeError where the graph asks for what is not there.
 */
export const evaluateOnnx = ({ graph }: OnnxModel, columns: ReadonlyMap<string, readonly (number | string)[]>): Map<string, Value> => {
  const values = new Map<string, Value>(graph.initializers.map((tensor) => [tensor.name, valueOf(tensor)]));
  for (const { name } of graph.inputs) {
    const data = columns.get(name);
    if (!data) throw new RangeError(`The column ${JSON.stringify(name)} is not there.`);
    values.set(name, { dims: [data.length, 1], data });
  }
  const at = (name: string): Value => {
    const value = values.get(name);
    if (!value) throw new RangeError(`The graph uses ${JSON.stringify(name)} before it is there.`);
    return value;
  };
  for (const node of graph.nodes) {
    const operator = OPERATORS[node.operator];
    if (!operator) throw new RangeError(`The operator ${node.operator} is not known here.`);
    values.set(node.outputs[0]!, operator(node.inputs.map(at)));
  }
  return new Map(graph.outputs.map(({ name }) => [name, at(name)]));
};
