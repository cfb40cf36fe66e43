import type { ModelFile } from '../../../schema';
import { describeModel, type DescribedModel } from '../../describedModel';
import { featureNodes } from './features';
import { createGraph, type GraphBuilder } from './graph';
import { DATA_TYPE, type OnnxModel, type ValueInfo } from './messages';
import { writeOnnx } from './write';

/**
 * Of mid-2023, which every runtime since reads: Equal knows text from operator set 19 on
 * (https://onnx.ai/onnx/operators/onnx__Equal.html), for which version 9 of the format was made.
 */
const OPSET_VERSION = 19;
const IR_VERSION = 9;

const ROWS = 'rows';

const inputInfo = ({ name, type }: DescribedModel['inputs'][number]): ValueInfo => {
  const words: Record<typeof type, string> = {
    number: 'A number; missing: NaN.',
    text: 'Text; missing: the empty text.',
    boolean: '1 for true, 0 for false; missing: NaN.',
    date: 'Days since 1970-01-01; missing: NaN.',
    timestamp: 'Days since 1970-01-01 with their fraction, UTC; missing: NaN.',
  };
  return { name, type: type === 'text' ? DATA_TYPE.string : DATA_TYPE.double, dims: [ROWS, 1], documentation: words[type] };
};

/** eta, [N, K]: the features side by side times the weights, and the biases. */
const predictorNodes = (graph: GraphBuilder, { predictors }: DescribedModel, features: readonly string[]): string => {
  const { add, constant } = graph;
  const nOutputs = predictors.length;
  const biases = constant('double', predictors.map(({ bias }) => bias), [1, nOutputs]);
  if (features.length === 0) return biases;
  const weights = constant(
    'double',
    features.flatMap((_, j) => predictors.map(({ weights: set }) => set[j]!)),
    [features.length, nOutputs],
  );
  const design = features.length === 1 ? features[0]! : add('Concat', [...features], { axis: 1 });
  return add('Add', [add('MatMul', [design, weights]), biases]);
};

/** Probabilities [N, K] and the label of the likeliest class [N, 1]; NaN and the empty text where a feature is missing. */
const classOutputs = (graph: GraphBuilder, { link }: DescribedModel, classNames: readonly string[], eta: string): ValueInfo[] => {
  const { add, constant, scalar, unused } = graph;
  const probabilities = unused('probabilities');
  const label = unused('label');
  const isTwo = link === 'sigmoid';
  if (isTwo) add('Sigmoid', [add('Concat', [add('Neg', [eta]), eta], { axis: 1 })], {}, probabilities);
  else add('Softmax', [eta], { axis: 1 }, probabilities);
  const likeliest = isTwo
    ? add('Cast', [add('Greater', [eta, scalar(0)])], { to: DATA_TYPE.int64 })
    : add('ArgMax', [eta], { axis: 1, keepdims: 1 });
  const named = add('Gather', [constant('string', classNames, [classNames.length]), likeliest], { axis: 0 });
  // A missing feature makes every eta of its row NaN.
  const total = isTwo ? eta : add('ReduceSum', [eta, constant('int64', [1], [1])], { keepdims: 1 });
  add('Where', [add('IsNaN', [total]), constant('string', ['']), named], {}, label);
  return [
    {
      name: probabilities,
      type: DATA_TYPE.double,
      dims: [ROWS, classNames.length],
      documentation: `Of the classes ${JSON.stringify(classNames)}, in this order; NaN where a value is missing.`,
    },
    { name: label, type: DATA_TYPE.string, dims: [ROWS, 1], documentation: 'The likeliest class; empty where a value is missing.' },
  ];
};

const quantityOutput = (graph: GraphBuilder, { link, targetName }: DescribedModel, eta: string): ValueInfo => {
  const prediction = graph.unused('prediction');
  graph.add(link === 'exp' ? 'Exp' : 'Identity', [eta], {}, prediction);
  const documentation = `Of ${JSON.stringify(targetName)}; NaN where a value is missing.`;
  return { name: prediction, type: DATA_TYPE.double, dims: [ROWS, 1], documentation };
};

const metadataOf = (model: ModelFile, { steps }: DescribedModel): [string, string][] => [
  ['target', model.targetName],
  ['loss', model.loss.formula],
  ['data', model.data.fileName],
  ['data_sha256', model.data.sha256],
  ['rows_trained_on', String(model.nSamples)],
  ['theta_sha256', model.thetaHash],
  ['created', model.createdAt],
  ...steps.map((step, i): [string, string] => [`preparation_${i + 1}`, step]),
];

/**
 * A model from the raw columns of the file: a named input each, [N, 1], text as string and all else as double; the
 * preparation as nodes; MatMul and Add in double precision. (LinearRegressor of ai.onnx.ml is single by its specification.)
 */
export const onnxModel = (model: ModelFile): OnnxModel => {
  const described = describeModel(model);
  const inputs = described.inputs.map(inputInfo);
  const names = inputs.map(({ name }) => name);
  const graph = createGraph(names);
  const eta = predictorNodes(graph, described, featureNodes(graph, described, names));
  const outputs =
    described.classNames === null
      ? [quantityOutput(graph, described, eta)]
      : classOutputs(graph, described, described.classNames, eta);
  return {
    irVersion: IR_VERSION,
    opsetVersion: OPSET_VERSION,
    producerName: 'Fall Line',
    producerVersion: model.applicationVersion,
    documentation: [
      `A linear model of ${JSON.stringify(model.targetName)} from the columns of ${JSON.stringify(model.data.fileName)}.`,
      ...described.steps,
    ].join('\n'),
    graph: { name: 'model', nodes: graph.nodes, initializers: graph.initializers, inputs, outputs },
    metadata: metadataOf(model, described),
  };
};

export const printOnnx = (model: ModelFile): Uint8Array => writeOnnx(onnxModel(model));
