import { isForClasses } from '../../workers/core/losses/properties';
import type { DatasetSummary } from '../../workers/core/schema';
import { learningRateOf } from '../autoRate';
import { chooseColumns, indicesOf, type ChosenColumns } from '../columns';
import { conductRun } from '../conductRun';
import { importProposed, propose, saveRejected, withEngine, workHooks, type Session } from '../dataset';
import type { Io } from '../io';
import { keepRun } from '../keeping';
import { parseTrain, type TrainOptions } from '../options/train';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { trainText } from '../reports/train';
import { foldsObject, foldsText } from '../reports/study';
import { jsonText, trainObject, type TrainOutcome } from '../reports/trainJson';
import { runSettings } from '../runSettings';
import { makeStudy } from '../studies';
import { sweepRuns } from '../sweepRuns';

const trainOnce = async (
  session: Session,
  dataset: DatasetSummary,
  chosen: ChosenColumns,
  options: TrainOptions,
): Promise<number> => {
  const { engine } = session;
  const folds = options.folds && (await makeStudy(session, dataset, chosen, options, options.folds));
  const learningRate = await learningRateOf(session, dataset.id, chosen, options);
  const run = await engine.startRun(dataset.id, runSettings(options, indicesOf(chosen), learningRate), workHooks(session));
  const describe = (outcome: TrainOutcome): string =>
    options.json
      ? jsonText({ ...trainObject(outcome), ...foldsObject(folds) })
      : `${trainText(outcome)}\n${foldsText(folds)}`.trimEnd();
  return conductRun(session, dataset, run, { ...options, describe }, options.keep ? keepRun(session, run) : null);
};

const trainIn = async (session: Session, options: TrainOptions): Promise<number> => {
  const { target, features, method, sweep } = options;
  const proposal = await propose(session, options.path, options.dialect);
  const chosen = chooseColumns(proposal.columns, target, features, { isForClasses: isForClasses(method.loss) });
  const dataset = await importProposed(session, proposal);
  await saveRejected(session, dataset, options.rejectedPath);
  return sweep === null
    ? trainOnce(session, dataset, chosen, options)
    : sweepRuns(session, dataset, chosen, sweep);
};

export const train = async (argv: string[], io: Io): Promise<number> => {
  const options = parseTrain(argv);
  await checkOutputs(
    [
      { option: 'export', path: options.exportPath },
      { option: 'coefficients', path: options.coefficientsPath },
      { option: 'log', path: options.logPath },
      { option: 'rejected', path: options.rejectedPath },
    ],
    [options.path],
  );
  const maxWorkers = options.workers === 'auto' ? undefined : options.workers;
  return withEngine(
    io,
    createProgress(io, options.quiet),
    options.quiet,
    (session) => trainIn(session, options),
    maxWorkers,
  );
};
