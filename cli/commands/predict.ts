import { readFile } from 'node:fs/promises';
import { parseModel } from '../../workers/core/export/model';
import { FallLineError, type ModelFile } from '../../workers/core/schema';
import { findNumericColumn } from '../columns';
import { importProposed, propose, withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import { counted } from '../format';
import type { Io } from '../io';
import { parsePredict } from '../options/predict';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';

const READ_FAILURES: Record<string, [code: 'file-not-found' | 'file-unreadable', reason: string]> = {
  ENOENT: ['file-not-found', 'there is no such file. Check the path.'],
  EISDIR: ['file-unreadable', 'it is a folder. Give the name of a model file.'],
  ENOTDIR: ['file-not-found', 'a part of the path is a file, not a folder. Check the path.'],
  EACCES: ['file-unreadable', 'permission is denied. Change its permissions.'],
};

const readModel = async (path: string): Promise<ModelFile> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const known = READ_FAILURES[(error as NodeJS.ErrnoException).code ?? ''];
    if (known === undefined) throw error;
    throw new FallLineError(known[0], `Cannot read "${path}": ${known[1]}`);
  }
  try {
    return parseModel(text);
  } catch (error) {
    if (error instanceof FallLineError) throw new FallLineError(error.code, `"${path}": ${error.message}`);
    throw error;
  }
};

export const predict = async (argv: string[], io: Io): Promise<number> => {
  const options = parsePredict(argv);
  const { outputPath, quiet } = options;
  await checkOutputs([{ option: 'output', path: outputPath }], [options.modelPath, options.path]);
  const model = await readModel(options.modelPath);
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    const proposal = await propose(session, options.path, options.dialect);
    for (const name of model.columnNames) findNumericColumn(proposal.columns, name);
    const dataset = await importProposed(session, proposal);
    const sink = outputPath === null ? { write: io.stdout } : { path: outputPath };
    const { nRows, rowsWithoutPrediction } = await session.engine.predict(
      model,
      dataset.id,
      sink,
      workHooks(session),
    );
    session.progress.finish(
      `Predicted ${counted(nRows - rowsWithoutPrediction, 'row')}; ${counted(rowsWithoutPrediction, 'row')} without a prediction, a feature being missing.`,
    );
    return EXIT.done;
  });
};
