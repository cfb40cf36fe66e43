import { FallLineError, type DatasetSummary, type IntervalBasis, type ModelFile, type Preparation, type RunInfo, type RunResult } from '../schema';
import { namesOfDesign } from '../design/designNames';
import { LOSSES } from '../losses/catalogue';
import { lossParameter } from '../losses/parameter';
import { lossFormula } from '../losses/formula';
import { numberText } from './csv';

export { coefficientsCsv } from './coefficientsCsv';
export { csvField, csvName } from './csv';
export { parseModel } from './parseModel';

export interface ModelSource {
  info: RunInfo;
  result: RunResult;
  dataset: DatasetSummary;
  /** Of the data file as it was imported, hex. */
  sha256: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  applicationVersion: string;
  /** null where the columns are those of the file. */
  preparation?: Preparation | null;
  intervals?: IntervalBasis | null;
  intervalsReason?: string | null;
}

/**
 * Assembles the exported model of a run. Arrays are copied.
 * Throws FallLineError 'model-invalid' where a parameter or the loss is not finite: JSON cannot hold it.
 */
export const buildModelFile = (source: ModelSource): ModelFile => {
  const { info, result, dataset } = source;
  const ofClasses = (result.classes ?? []).flatMap(({ weights, bias }) => [...weights, bias]);
  const numbers = [...result.weights, result.bias, ...ofClasses, result.loss, result.objective];
  if (!numbers.every(Number.isFinite)) {
    throw new FallLineError(
      'model-invalid',
      'The run has no finite parameters and loss to export. Train again with a smaller learning rate.',
    );
  }
  return {
    format: 'fall-line-model',
    formatVersion: 1,
    model: 'linear',
    targetName: info.targetName,
    preparation: source.preparation ?? null,
    columnNames: namesOfDesign(info.featureNames, info.settings.degree),
    featureNames: [...info.featureNames],
    weights: [...result.weights],
    bias: result.bias,
    classNames: info.classNames && [...info.classNames],
    classes: result.classes && result.classes.map((one) => ({ ...one, weights: [...one.weights] })),
    standardize: info.settings.standardize,
    scaling: { means: [...info.scaling.means], scales: [...info.scaling.scales] },
    loss: {
      kind: info.settings.loss.kind,
      parameter: lossParameter(info.settings.loss),
      name: LOSSES[info.settings.loss.kind].title,
      formula: lossFormula(info.settings.loss, {
        nOutputs: info.nOutputs,
        intercept: info.settings.intercept,
        isWeighted: info.settings.weightColumn !== null,
      }),
      value: result.loss,
    },
    objective: { formula: info.objective, value: result.objective },
    penalty: { ...info.settings.penalty },
    optimizer: { ...info.settings.optimizer },
    schedule: { ...info.settings.schedule },
    batchSize: info.settings.batchSize,
    clip: info.settings.clip,
    averageFrom: info.settings.averageFrom,
    gradient: info.settings.gradient,
    degree: info.settings.degree,
    intercept: info.settings.intercept,
    scaledBy: info.settings.scaledBy,
    storage: info.settings.storage,
    validationShare: info.settings.validationShare,
    seed: info.settings.seed,
    learningRate: result.learningRate,
    steps: result.steps,
    stopReason: result.stopReason,
    thetaHash: result.thetaHash,
    nSamples: info.nSamples,
    rowsRejected: dataset.nRejected,
    rowsSkipped: info.rowsSkipped,
    data: { fileName: dataset.fileName, nRows: dataset.nRows, sha256: source.sha256 },
    intervals: source.intervals ?? null,
    intervalsReason: source.intervalsReason ?? null,
    createdAt: source.createdAt,
    applicationVersion: source.applicationVersion,
  };
};

/** Indented JSON. JSON.stringify prints -0 as 0, which would lose a bit. */
const jsonText = (value: unknown, indent: string): string => {
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item) => jsonText(item, inner))]
    : [
        '{',
        '}',
        Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${jsonText(item, inner)}`),
      ];
  if (parts.length === 0) return `${open}${close}`;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
};

/** The text of a model file: every number reads back as the same float64. */
export const serializeModel = (model: ModelFile): string => `${jsonText(model, '')}\n`;
