import { tableFormatOf } from '../../workers/core/export/tableColumns';
import type { NewLevel } from '../../workers/core/schema';
import { importProposed, propose, reportNotes, withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import { counted, cut } from '../format';
import type { Io } from '../io';
import { proposalFor } from '../modelColumns';
import { parsePredict } from '../options/predict';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { readModel } from '../readModel';

const BECOMES: Record<NewLevel['becomes'], string> = {
  reference: 'it counts as the reference level',
  rare: 'it counts as a rare level',
  missing: 'it has no prediction',
};

const newLevelNote = ({ column, value, nRows, becomes }: NewLevel): string =>
  `Column "${column}" holds "${cut(value, 60)}" in ${counted(nRows, 'row')}, which the training did not have: ${BECOMES[becomes]}.`;

export const predict = async (argv: string[], io: Io): Promise<number> => {
  const options = parsePredict(argv);
  const { outputPath, intervals, quiet } = options;
  await checkOutputs([{ option: 'output', path: outputPath }], [options.modelPath, options.path]);
  const model = await readModel(options.modelPath);
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    const proposal = proposalFor(model, await propose(session, options.path, options.dialect));
    const dataset = await importProposed(session, proposal);
    const sink = outputPath === null ? { write: io.stdout } : { path: outputPath, format: tableFormatOf(outputPath) };
    const { engine } = session;
    const { nRows, rowsWithoutPrediction, newLevels } = await engine.predict(
      model,
      dataset.id,
      { ...sink, intervals },
      workHooks(session),
    );
    session.progress.finish(
      `Predicted ${counted(nRows - rowsWithoutPrediction, 'row')}; ${counted(rowsWithoutPrediction, 'row')} without a prediction, a feature being missing.`,
    );
    reportNotes(session, newLevels.map(newLevelNote));
    return EXIT.done;
  });
};
