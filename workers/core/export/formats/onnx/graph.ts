import { DATA_TYPE, type Attribute, type DataTypeName, type OnnxNode, type Tensor } from './messages';

type Values = readonly number[] | readonly string[];

/** Nodes and constants as they are added, under names that are nobody else's. */
export interface GraphBuilder {
  /** The name of a constant; without dimensions a scalar. The same values have the same name. */
  constant(type: Exclude<DataTypeName, 'bool'>, values: Values, dims?: number[]): string;
  scalar(value: number): string;
  /** The name of what the operator makes of values given by their names; the same for the same ones. `output`: the name it is to have. */
  add(operator: string, inputs: string[], attributes?: Record<string, number>, output?: string): string;
  /** `wanted`, or with an underscore and a number where it is taken. */
  unused(wanted: string): string;
  nodes: OnnxNode[];
  initializers: Tensor[];
}

/** `taken`: names of the inputs, which may be any text. */
export const createGraph = (taken: readonly string[]): GraphBuilder => {
  const names = new Set(taken);
  const known = new Map<string, string>();
  const nodes: OnnxNode[] = [];
  const initializers: Tensor[] = [];

  const unused = (wanted: string): string => {
    let name = wanted;
    for (let turn = 1; names.has(name); turn++) name = `${wanted}_${turn}`;
    names.add(name);
    return name;
  };

  const constant: GraphBuilder['constant'] = (type, values, dims = []) => {
    // JSON writes -0 as 0 and NaN as null, each of which is told apart here.
    const key = JSON.stringify([type, dims, values.map((value) => (typeof value === 'string' ? [value] : Object.is(value, -0) ? '-0' : String(value)))]);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    const name = unused(`constant_${initializers.length + 1}`);
    const texts = values.filter((value) => typeof value === 'string');
    const numbers = values.filter((value) => typeof value === 'number');
    initializers.push({
      name,
      type: DATA_TYPE[type],
      dims,
      doubles: type === 'double' ? numbers : [],
      integers: type === 'int64' ? numbers : [],
      strings: texts,
    });
    known.set(key, name);
    return name;
  };

  const add: GraphBuilder['add'] = (operator, inputs, attributes = {}, output) => {
    const key = JSON.stringify([operator, inputs, attributes]);
    const existing = output === undefined ? known.get(key) : undefined;
    if (existing !== undefined) return existing;
    const name = output ?? unused(`${operator.toLowerCase()}_${nodes.length + 1}`);
    const list: Attribute[] = Object.entries(attributes).map(([attribute, value]) => ({ name: attribute, value }));
    nodes.push({ inputs, outputs: [name], name: `${operator}_${nodes.length + 1}`, operator, attributes: list });
    known.set(key, name);
    return name;
  };

  return { constant, scalar: (value) => constant('double', [value]), add, unused, nodes, initializers };
};
