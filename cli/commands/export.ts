import { basename, dirname, join } from 'node:path';
import { EXPORT_KINDS } from '../../workers/core/export/formats/kinds';
import type { ExportFormat, ExportResult } from '../../workers/core/schema';
import { importProposed, propose, withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import { byteSize, counted, number, printable } from '../format';
import type { Io } from '../io';
import { proposalFor } from '../modelColumns';
import { parseExport } from '../options/export';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { readModel } from '../readModel';

/** Beside the model, with its name: `prices-model.json` gives `prices-model.py`. */
const defaultPath = (modelPath: string, format: ExportFormat): string => {
  const name = basename(modelPath).replace(/\.json$/i, '');
  const middle = format === 'json' || format === 'csv' || format === 'sklearn' ? `-${format}` : '';
  return join(dirname(modelPath), `${name}${middle}.${EXPORT_KINDS[format].extension}`);
};

const report = ({ path, byteLength, check }: ExportResult): string => {
  const checked =
    check.nRows === 0 || check.largestDifference === null
      ? check.consumer
      : `${counted(check.nRows, 'row')} scored by ${check.consumer}, largest difference ${number(check.largestDifference, 2)}`;
  return `${printable(path)}: ${byteSize(byteLength)}\n${printable(checked)}\n`;
};

export const exportModel = async (argv: string[], io: Io): Promise<number> => {
  const options = parseExport(argv);
  const { format, dataPath, modelPath, quiet } = options;
  const path = options.outputPath ?? defaultPath(modelPath, format);
  await checkOutputs([{ option: 'output', path }], dataPath === null ? [modelPath] : [modelPath, dataPath]);
  const model = await readModel(modelPath);
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    let datasetId: string | null = null;
    if (dataPath !== null) {
      const proposal = proposalFor(model, await propose(session, dataPath, options.dialect));
      datasetId = (await importProposed(session, proposal)).id;
    }
    const result = await session.engine.exportModel(model, format, path, { datasetId }, workHooks(session));
    session.progress.clear();
    io.stdout(report(result));
    const { tolerance, title } = EXPORT_KINDS[format];
    if ((result.check.largestDifference ?? 0) <= tolerance) return EXIT.done;
    io.stderr(`The export as ${title} differs by more than ${tolerance}. Do not use the file, and report what led here.\n`);
    return EXIT.failed;
  });
};
