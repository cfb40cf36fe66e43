import { PbfReader } from 'pbf';
import { FIELD, type Attribute, type OnnxGraph, type OnnxModel, type OnnxNode, type Tensor, type ValueInfo } from './messages';

/** Reads one field where it knows it; the others are passed over. */
type ReadField<T> = (field: number, into: T, from: PbfReader) => void;

const readTensor: ReadField<Tensor> = (field, tensor, from) => {
  const known = FIELD.tensor;
  if (field === known.dims) from.readPackedVarint(tensor.dims);
  else if (field === known.type) tensor.type = from.readVarint();
  else if (field === known.strings) tensor.strings.push(from.readString());
  else if (field === known.integers) from.readPackedVarint(tensor.integers, true);
  else if (field === known.name) tensor.name = from.readString();
  else if (field === known.doubles) from.readPackedDouble(tensor.doubles);
};

const readAttribute: ReadField<Attribute> = (field, attribute, from) => {
  if (field === FIELD.attribute.name) attribute.name = from.readString();
  else if (field === FIELD.attribute.integer) attribute.value = from.readVarint(true);
};

const readNode: ReadField<OnnxNode> = (field, node, from) => {
  const known = FIELD.node;
  if (field === known.input) node.inputs.push(from.readString());
  else if (field === known.output) node.outputs.push(from.readString());
  else if (field === known.name) node.name = from.readString();
  else if (field === known.operator) node.operator = from.readString();
  else if (field === known.attribute) {
    node.attributes.push(from.readMessage(readAttribute, { name: '', value: 0 }));
  }
};

const readDimension: ReadField<ValueInfo> = (field, value, from) => {
  if (field === FIELD.dimension.value) value.dims.push(from.readVarint());
  else if (field === FIELD.dimension.parameter) value.dims.push(from.readString());
};

const readShape: ReadField<ValueInfo> = (field, value, from) => {
  if (field === FIELD.shape.dimension) from.readMessage(readDimension, value);
};

const readTensorType: ReadField<ValueInfo> = (field, value, from) => {
  if (field === FIELD.tensorType.elementType) value.type = from.readVarint();
  else if (field === FIELD.tensorType.shape) from.readMessage(readShape, value);
};

const readType: ReadField<ValueInfo> = (field, value, from) => {
  if (field === FIELD.type.tensor) from.readMessage(readTensorType, value);
};

const readValueInfo: ReadField<ValueInfo> = (field, value, from) => {
  if (field === FIELD.valueInfo.name) value.name = from.readString();
  else if (field === FIELD.valueInfo.type) from.readMessage(readType, value);
  else if (field === FIELD.valueInfo.documentation) value.documentation = from.readString();
};

const emptyTensor = (): Tensor => ({ name: '', type: 0, dims: [], doubles: [], integers: [], strings: [] });
const emptyNode = (): OnnxNode => ({ inputs: [], outputs: [], name: '', operator: '', attributes: [] });
const emptyValue = (): ValueInfo => ({ name: '', type: 0, dims: [], documentation: '' });

const readGraph: ReadField<OnnxGraph> = (field, graph, from) => {
  const known = FIELD.graph;
  if (field === known.node) graph.nodes.push(from.readMessage(readNode, emptyNode()));
  else if (field === known.name) graph.name = from.readString();
  else if (field === known.initializer) graph.initializers.push(from.readMessage(readTensor, emptyTensor()));
  else if (field === known.input) graph.inputs.push(from.readMessage(readValueInfo, emptyValue()));
  else if (field === known.output) graph.outputs.push(from.readMessage(readValueInfo, emptyValue()));
};

const readEntry: ReadField<[string, string]> = (field, entry, from) => {
  if (field === FIELD.entry.key) entry[0] = from.readString();
  else if (field === FIELD.entry.value) entry[1] = from.readString();
};

const readModel: ReadField<OnnxModel> = (field, model, from) => {
  const known = FIELD.model;
  if (field === known.irVersion) model.irVersion = from.readVarint();
  else if (field === known.producerName) model.producerName = from.readString();
  else if (field === known.producerVersion) model.producerVersion = from.readString();
  else if (field === known.documentation) model.documentation = from.readString();
  else if (field === known.graph) from.readMessage(readGraph, model.graph);
  else if (field === known.metadata) model.metadata.push(from.readMessage(readEntry, ['', '']));
  else if (field === known.opsetImport) {
    from.readMessage((inner, into, opset) => {
      if (inner === FIELD.opset.version) into.opsetVersion = opset.readVarint();
    }, model);
  }
};

/** What the bytes of an .onnx file hold, as far as writeOnnx writes it. Throws where they are no protocol buffer. */
export const readOnnx = (bytes: Uint8Array): OnnxModel =>
  new PbfReader(bytes).readFields(readModel, {
    irVersion: 0,
    opsetVersion: 0,
    producerName: '',
    producerVersion: '',
    documentation: '',
    graph: { name: '', nodes: [], initializers: [], inputs: [], outputs: [] },
    metadata: [],
  });
