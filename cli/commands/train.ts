import { isForClasses } from '../../workers/core/losses/properties';
import { learningRateOf } from '../autoRate';
import { indicesOf } from '../columns';
import { conductRun } from '../conductRun';
import { withEngine, workHooks, type Session } from '../dataset';
import type { Io } from '../io';
import { keepRun } from '../keeping';
import { onData, openData, type OpenedData } from '../openData';
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
  data: OpenedData,
  options: TrainOptions,
): Promise<number> => {
  const { engine } = session;
  const { dataset, chosen } = data;
  const folds = options.folds && (await makeStudy(session, data, options, options.folds));
  const learningRate = await learningRateOf(session, dataset.id, chosen, options);
  const run = await engine.startRun(dataset.id, runSettings(options, indicesOf(chosen), learningRate), workHooks(session));
  const describe = (outcome: TrainOutcome): string =>
    options.json
      ? jsonText({ ...trainObject(outcome), ...foldsObject(folds) })
      : `${trainText(outcome)}\n${foldsText(folds)}`.trimEnd();
  return conductRun(session, dataset, run, { ...options, describe }, options.keep ? keepRun(session, run) : null);
};

const trainIn = async (session: Session, options: TrainOptions): Promise<number> => {
  const { method, sweep, design } = options;
  const hasClasses = { isForClasses: isForClasses(method.loss) };
  const data = await openData(session, { ...options, ...design }, hasClasses);
  return sweep === null ? trainOnce(session, data, onData(options, data)) : sweepRuns(session, data, sweep);
};

export const train = async (argv: string[], io: Io): Promise<number> => {
  const options = parseTrain(argv);
  await checkOutputs(
    [
      { option: 'export', path: options.exportPath },
      { option: 'coefficients', path: options.coefficientsPath },
      { option: 'log', path: options.logPath },
      { option: 'trace', path: options.tracePath },
      { option: 'rejected', path: options.rejectedPath },
      { option: 'save-recipe', path: options.recipe.savePath },
    ],
    [options.path, ...(options.recipe.path === null ? [] : [options.recipe.path])],
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
