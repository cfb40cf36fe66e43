import type { StudyRequest, StudyResult } from '../workers/core/schema';
import { learningRateOf } from './autoRate';
import { indicesOf } from './columns';
import { workHooks, type Session } from './dataset';
import { counted } from './format';
import type { OpenedData } from './openData';
import type { RunOptions } from './options/train';
import { runSettings } from './runSettings';

/** Makes the trainings of a study of these settings. */
export const makeStudy = async (
  session: Session,
  { file, dataset, chosen, recipe }: OpenedData,
  options: RunOptions,
  request: StudyRequest,
): Promise<StudyResult> => {
  const learningRate = await learningRateOf(session, dataset.id, chosen, options);
  const settings = runSettings(options, indicesOf(chosen), learningRate);
  const result = await session.engine.study(file.id, { recipe, settings, request }, workHooks(session));
  session.progress.finish(`Trained ${counted(result.entries.length, 'time')}.`);
  return result;
};
