import { findColumn, findNumericColumn } from '../columns';
import { importProposed, propose, reportNotes, withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import type { Io } from '../io';
import { proposalFor } from '../modelColumns';
import { parseEvaluate } from '../options/evaluate';
import { createProgress } from '../progress';
import { readModel } from '../readModel';
import { evaluationJson, evaluationText } from '../reports/evaluate';

export const evaluate = async (argv: string[], io: Io): Promise<number> => {
  const options = parseEvaluate(argv);
  const { quiet } = options;
  const model = await readModel(options.modelPath);
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    const proposal = proposalFor(model, await propose(session, options.path, options.dialect));
    const find = model.classNames === null ? findNumericColumn : findColumn;
    find(proposal.columns, model.targetName);
    const dataset = await importProposed(session, proposal);
    const evaluation = await session.engine.evaluate({ model, datasetId: dataset.id }, workHooks(session));
    session.progress.clear();
    reportNotes(session, evaluation.notes);
    io.stdout(`${options.json ? evaluationJson(evaluation) : evaluationText(evaluation, model.targetName)}\n`);
    return EXIT.done;
  });
};
