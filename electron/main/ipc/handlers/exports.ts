import { EXPORT_KINDS } from '../../../../workers/core/export/formats/kinds';
import { inputsOf } from '../../../../workers/core/export/describedModel';
import type { DatasetSummary, ExportFormat, ModelFile } from '../../../contract';
import { derivedName, suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

const SUFFIXES: Partial<Record<ExportFormat, string>> = { csv: '-coefficients', sklearn: '-sklearn', html: '-report' };

/** Whether the open file has the columns that the model reads. */
const fits = (model: ModelFile, { columns }: DatasetSummary): boolean =>
  inputsOf(model).every(({ name, type }) => columns.some((column) => column.name === name && column.type === type));

export const exportHandlers = (services: Services): Pick<Handlers, 'model/export'> => {
  const { engine, work, imports, approved, samples, dialogs, documentsFolder } = services;
  return {
    'model/export': async ({ source, format }) => {
      // The model first: a run that has none must say so before a dialog opens.
      const model = 'model' in source ? source.model : await engine.model(source.runId);
      const { title, extension } = EXPORT_KINDS[format];
      const proposal = suggestedPath(imports.current(), samples.isSample, documentsFolder, (name) =>
        derivedName(name, `${SUFFIXES[format] ?? '-model'}.${extension}`),
      );
      const path = await dialogs.chooseDestination(`Save ${title}`, proposal, { name: title, extensions: [extension] });
      if (path === null) return null;
      const runId = 'runId' in source ? source.runId : null;
      const dataset = imports.current();
      const datasetId = dataset !== null && fits(model, dataset) ? dataset.id : null;
      const result = await work.run('export', (context) => engine.exportModel(model, format, path, { datasetId, runId }, context));
      return { ...result, path: approved.approve(path) };
    },
  };
};
