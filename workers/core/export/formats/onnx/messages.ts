/**
 * The messages of onnx.proto3 that a model of Fall Line needs (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3, the
 * specification of the format: onnx/docs/IR.md). Plain data; numbers of fields and of types are facts of that file.
 */

export const DATA_TYPE = { int64: 7, string: 8, bool: 9, double: 11 } as const;
export type DataTypeName = keyof typeof DATA_TYPE;

/** AttributeProto.AttributeType. */
export const ATTRIBUTE_TYPE = { int: 2 } as const;

export interface Tensor {
  name: string;
  type: number;
  /** None: a scalar. */
  dims: number[];
  doubles: number[];
  integers: number[];
  strings: string[];
}

/** A whole number; no other kind of attribute is used. */
export interface Attribute {
  name: string;
  value: number;
}

export interface OnnxNode {
  inputs: string[];
  outputs: string[];
  name: string;
  operator: string;
  attributes: Attribute[];
}

/** A value that goes in or comes out. A dimension is its length, or the name of one that is not known. */
export interface ValueInfo {
  name: string;
  type: number;
  dims: (number | string)[];
  documentation: string;
}

export interface OnnxGraph {
  name: string;
  nodes: OnnxNode[];
  initializers: Tensor[];
  inputs: ValueInfo[];
  outputs: ValueInfo[];
}

export interface OnnxModel {
  irVersion: number;
  opsetVersion: number;
  producerName: string;
  producerVersion: string;
  documentation: string;
  graph: OnnxGraph;
  metadata: [key: string, value: string][];
}

/** Numbers of the fields, message by message. */
export const FIELD = {
  model: { irVersion: 1, producerName: 2, producerVersion: 3, documentation: 6, graph: 7, opsetImport: 8, metadata: 14 },
  opset: { version: 2 },
  entry: { key: 1, value: 2 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12 },
  node: { input: 1, output: 2, name: 3, operator: 4, attribute: 5 },
  attribute: { name: 1, integer: 3, type: 20 },
  tensor: { dims: 1, type: 2, strings: 6, integers: 7, name: 8, doubles: 10 },
  valueInfo: { name: 1, type: 2, documentation: 3 },
  type: { tensor: 1 },
  tensorType: { elementType: 1, shape: 2 },
  shape: { dimension: 1 },
  dimension: { value: 1, parameter: 2 },
} as const;
