import { PART_NAMES } from '../../core/evaluation/partRows';
import { lossFrom } from '../../core/losses/parameter';
import { ROW } from '../../core/preparation/names';
import type { DatasetSummary, ModelFile, NewLevel, PartName, RunInfo, UnseenRule } from '../../core/schema';
import { counted } from '../../core/text/counted';
import type { EvaluateRequest } from '../../tasks/data/messages';
import type { Engine } from '../api';
import { columnIndexes, targetIndex } from '../data/columns';
import type { DataEngine } from '../data/dataEngine';

export interface EvaluateHost {
  describe: (datasetId: string) => DatasetSummary;
  data: Pick<DataEngine, 'evaluate' | 'preparationOf' | 'withFeatures'>;
  /** Of a run that stands still. */
  runInfo: (runId: string) => RunInfo;
  model: (runId: string) => Promise<ModelFile>;
}

/** More would hide the figures. */
const MOST_LEVELS = 5;
const BECOMES: Record<UnseenRule, string> = {
  reference: 'counts as the reference level',
  rare: 'counts among the rare levels',
  missing: 'leaves the row out',
};

const levelNote = ({ column, value, nRows, becomes }: NewLevel): string =>
  `Column "${column}" holds "${value}" in ${counted(nRows, 'row')}, which no row trained on had: it ${BECOMES[becomes]}.`;

const numberOf = (part: PartName): number => PART_NAMES.indexOf(part);

const judged = ({ weights, bias, classNames, classes, degree, loss }: ModelFile): Pick<EvaluateRequest, 'model' | 'loss'> => ({
  model: { weights, bias, classNames, classes, degree, loss },
  loss: lossFrom(loss.kind, loss.parameter),
});

/** The rows of a run, in the parts that it trained on and left out. */
const ofRun = ({ datasetId, settings }: RunInfo, model: ModelFile, rowColumn: number | null): EvaluateRequest => {
  const { features, target, weightColumn, partColumn, validationShare, seed } = settings;
  const isSplit = partColumn === null && validationShare > 0;
  return {
    datasetId,
    features,
    target,
    weightColumn,
    partColumn,
    rowColumn,
    validation: isSplit ? { share: validationShare, seed } : null,
    part: numberOf('train'),
    ...judged(model),
  };
};

/** All rows of a file that the model may never have seen: one part. */
const ofFile = (model: ModelFile, dataset: DatasetSummary): EvaluateRequest => ({
  datasetId: dataset.id,
  features: columnIndexes(dataset, model.columnNames),
  target: targetIndex(dataset, model),
  weightColumn: null,
  partColumn: null,
  rowColumn: null,
  validation: null,
  part: numberOf('test'),
  ...judged(model),
});

export const createEvaluate =
  (host: EvaluateHost): Engine['evaluate'] =>
  async (of, hooks) => {
    if (!('runId' in of)) {
      return host.data.withFeatures(of.model, of.datasetId, hooks ?? {}, async (dataset, newLevels) => {
        const evaluation = await host.data.evaluate(ofFile(of.model, dataset), hooks);
        return { ...evaluation, notes: [...newLevels.slice(0, MOST_LEVELS).map(levelNote), ...evaluation.notes] };
      });
    }
    const info = host.runInfo(of.runId);
    const model = await host.model(of.runId);
    const isPrepared = host.data.preparationOf(info.datasetId) !== null;
    const rowColumn = isPrepared ? host.describe(info.datasetId).columns.find(({ name }) => name === ROW) : undefined;
    return host.data.evaluate(ofRun(info, model, rowColumn?.index ?? null), hooks);
  };
