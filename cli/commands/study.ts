import { isForClasses } from '../../workers/core/losses/properties';
import { reportNotes, withEngine } from '../dataset';
import { EXIT } from '../failures';
import type { Io } from '../io';
import { onData, openData } from '../openData';
import { parseStudy } from '../options/study';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { studyJson, studyText } from '../reports/study';
import { makeStudy } from '../studies';

export const study = async (argv: string[], io: Io): Promise<number> => {
  const options = parseStudy(argv);
  const { quiet, workers, method, recipe } = options;
  await checkOutputs([{ option: 'save-recipe', path: recipe.savePath }], [options.path, ...(recipe.path === null ? [] : [recipe.path])]);
  return withEngine(
    io,
    createProgress(io, quiet),
    quiet,
    async (session) => {
      const data = await openData(session, { ...options, ...options.design }, { isForClasses: isForClasses(method.loss) });
      const result = await makeStudy(session, data, onData(options, data), options.request);
      reportNotes(session, result.notes);
      io.stdout(`${options.json ? studyJson(result) : studyText(result)}\n`);
      return result.entries.every(({ problem }) => problem !== null) ? EXIT.diverged : EXIT.done;
    },
    workers === 'auto' ? undefined : workers,
  );
};
