import { isForClasses } from '../../workers/core/losses/properties';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { chooseColumns, indicesOf } from '../columns';
import { importProposed, propose, reportNotes, withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import type { Io } from '../io';
import { parseSolve } from '../options/solve';
import { createProgress } from '../progress';
import { solveJson, solveText } from '../reports/solve';

export const solve = async (argv: string[], io: Io): Promise<number> => {
  const options = parseSolve(argv);
  const { quiet, standardize, degree, intercept, loss, l2 } = options;
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    const proposal = await propose(session, options.path, options.dialect);
    const chosen = chooseColumns(proposal.columns, options.target, options.features, {
      isForClasses: isForClasses(loss),
    });
    const dataset = await importProposed(session, proposal);
    const solution = await session.engine.solve(
      dataset.id,
      {
        ...DEFAULT_SOLVE,
        ...indicesOf(chosen),
        standardize,
        degree,
        intercept,
        loss,
        l2,
      },
      workHooks(session),
    );
    session.progress.clear();
    reportNotes(session, solution.notes);
    io.stdout(`${options.json ? solveJson(solution) : solveText(solution, options)}\n`);
    return EXIT.done;
  });
};
