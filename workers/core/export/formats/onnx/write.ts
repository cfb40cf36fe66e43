import { PbfWriter } from 'pbf';
import {
  ATTRIBUTE_TYPE,
  FIELD,
  type Attribute,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type Tensor,
  type ValueInfo,
} from './messages';

type Write<T> = (value: T, to: PbfWriter) => void;

const writeEach = <T>(to: PbfWriter, field: number, items: readonly T[], write: Write<T>): void => {
  for (const item of items) to.writeMessage(field, write, item);
};

const writeTensor: Write<Tensor> = ({ name, type, dims, doubles, integers, strings }, to) => {
  if (dims.length > 0) to.writePackedVarint(FIELD.tensor.dims, dims);
  to.writeVarintField(FIELD.tensor.type, type);
  for (const text of strings) to.writeStringField(FIELD.tensor.strings, text);
  if (integers.length > 0) to.writePackedVarint(FIELD.tensor.integers, integers);
  to.writeStringField(FIELD.tensor.name, name);
  if (doubles.length > 0) to.writePackedDouble(FIELD.tensor.doubles, doubles);
};

const writeAttribute: Write<Attribute> = ({ name, value }, to) => {
  to.writeStringField(FIELD.attribute.name, name);
  to.writeVarintField(FIELD.attribute.integer, value);
  to.writeVarintField(FIELD.attribute.type, ATTRIBUTE_TYPE.int);
};

const writeNode: Write<OnnxNode> = ({ inputs, outputs, name, operator, attributes }, to) => {
  for (const input of inputs) to.writeStringField(FIELD.node.input, input);
  for (const output of outputs) to.writeStringField(FIELD.node.output, output);
  to.writeStringField(FIELD.node.name, name);
  to.writeStringField(FIELD.node.operator, operator);
  writeEach(to, FIELD.node.attribute, attributes, writeAttribute);
};

const writeDimension: Write<number | string> = (dimension, to) => {
  if (typeof dimension === 'number') to.writeVarintField(FIELD.dimension.value, dimension);
  else to.writeStringField(FIELD.dimension.parameter, dimension);
};

const writeTensorType: Write<ValueInfo> = ({ type, dims }, to) => {
  to.writeVarintField(FIELD.tensorType.elementType, type);
  to.writeMessage(FIELD.tensorType.shape, (_, shape) => writeEach(shape, FIELD.shape.dimension, dims, writeDimension), null);
};

const writeValueInfo: Write<ValueInfo> = (value, to) => {
  to.writeStringField(FIELD.valueInfo.name, value.name);
  to.writeMessage(FIELD.valueInfo.type, (_, type) => type.writeMessage(FIELD.type.tensor, writeTensorType, value), null);
  to.writeStringField(FIELD.valueInfo.documentation, value.documentation);
};

const writeGraph: Write<OnnxGraph> = ({ name, nodes, initializers, inputs, outputs }, to) => {
  writeEach(to, FIELD.graph.node, nodes, writeNode);
  to.writeStringField(FIELD.graph.name, name);
  writeEach(to, FIELD.graph.initializer, initializers, writeTensor);
  writeEach(to, FIELD.graph.input, inputs, writeValueInfo);
  writeEach(to, FIELD.graph.output, outputs, writeValueInfo);
};

const writeEntry: Write<[string, string]> = ([key, value], to) => {
  to.writeStringField(FIELD.entry.key, key);
  to.writeStringField(FIELD.entry.value, value);
};

/** The bytes of an .onnx file. */
export const writeOnnx = (model: OnnxModel): Uint8Array => {
  const to = new PbfWriter();
  to.writeVarintField(FIELD.model.irVersion, model.irVersion);
  to.writeStringField(FIELD.model.producerName, model.producerName);
  to.writeStringField(FIELD.model.producerVersion, model.producerVersion);
  to.writeStringField(FIELD.model.documentation, model.documentation);
  to.writeMessage(FIELD.model.graph, writeGraph, model.graph);
  // Without a domain it is that of the ONNX specification.
  to.writeMessage(
    FIELD.model.opsetImport,
    (version, opset) => opset.writeVarintField(FIELD.opset.version, version),
    model.opsetVersion,
  );
  writeEach(to, FIELD.model.metadata, model.metadata, writeEntry);
  return to.finish();
};
