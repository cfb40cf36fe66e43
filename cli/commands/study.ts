import { isForClasses } from '../../workers/core/losses/properties';
import { chooseColumns } from '../columns';
import { importProposed, propose, reportNotes, withEngine } from '../dataset';
import { EXIT } from '../failures';
import type { Io } from '../io';
import { parseStudy } from '../options/study';
import { createProgress } from '../progress';
import { studyJson, studyText } from '../reports/study';
import { makeStudy } from '../studies';

export const study = async (argv: string[], io: Io): Promise<number> => {
  const options = parseStudy(argv);
  const { quiet, workers, method } = options;
  return withEngine(
    io,
    createProgress(io, quiet),
    quiet,
    async (session) => {
      const proposal = await propose(session, options.path, options.dialect);
      const chosen = chooseColumns(proposal.columns, options.target, options.features, { isForClasses: isForClasses(method.loss) });
      const dataset = await importProposed(session, proposal);
      const result = await makeStudy(session, dataset, chosen, options, options.request);
      reportNotes(session, result.notes);
      io.stdout(`${options.json ? studyJson(result) : studyText(result)}\n`);
      return result.entries.every(({ problem }) => problem !== null) ? EXIT.diverged : EXIT.done;
    },
    workers === 'auto' ? undefined : workers,
  );
};
