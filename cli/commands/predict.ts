import { findNumericColumn } from '../columns';
import { importProposed, propose, withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import { counted } from '../format';
import type { Io } from '../io';
import { parsePredict } from '../options/predict';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { readModel } from '../readModel';

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
