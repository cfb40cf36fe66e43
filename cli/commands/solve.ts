import { isForClasses } from '../../workers/core/losses/properties';
import { preparedSettings } from '../../workers/core/preparation/preparedSettings';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { indicesOf } from '../columns';
import { reportNotes, withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import type { Io } from '../io';
import { openData } from '../openData';
import { parseSolve } from '../options/solve';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { solveJson, solveText } from '../reports/solve';

export const solve = async (argv: string[], io: Io): Promise<number> => {
  const options = parseSolve(argv);
  const { quiet, standardize, degree, intercept, loss, l2 } = options;
  await checkOutputs([{ option: 'save-recipe', path: options.recipe.savePath }], [options.path]);
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    const { dataset, chosen, prepared } = await openData(session, options, { isForClasses: isForClasses(loss) });
    const columns = prepared ? preparedSettings(prepared) : indicesOf(chosen);
    const solution = await session.engine.solve(
      dataset.id,
      { ...DEFAULT_SOLVE, standardize, degree, intercept, loss, l2, ...columns },
      workHooks(session),
    );
    session.progress.clear();
    reportNotes(session, solution.notes);
    io.stdout(`${options.json ? solveJson(solution) : solveText(solution, { ...options, ...columns })}\n`);
    return EXIT.done;
  });
};
