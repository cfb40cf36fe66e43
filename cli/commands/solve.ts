import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { chooseColumns } from '../columns';
import { importProposed, propose, reportNotes, withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import type { Io } from '../io';
import { createProgress } from '../progress';
import { parseSolve } from '../solveOptions';
import { solveJson, solveText } from '../solveReport';

export const solve = async (argv: string[], io: Io): Promise<number> => {
  const options = parseSolve(argv);
  const { quiet, standardize, degree, intercept } = options;
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    const proposal = await propose(session, options.path, options.dialect);
    const { target, features } = chooseColumns(proposal.columns, options.target, options.features);
    const dataset = await importProposed(session, proposal);
    const solution = await session.engine.solve(
      dataset.id,
      {
        ...DEFAULT_SOLVE,
        target: target.index,
        features: features.map(({ index }) => index),
        standardize,
        degree,
        intercept,
      },
      workHooks(session),
    );
    session.progress.clear();
    reportNotes(session, solution.notes);
    io.stdout(`${options.json ? solveJson(solution) : solveText(solution, standardize)}\n`);
    return EXIT.done;
  });
};
