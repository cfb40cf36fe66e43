import { FallLineError, type DatasetSummary, type ImportOptions, type KeptRun } from '../../core/schema';
import type { Engine } from '../api';

export interface Reopening {
  engine: Pick<Engine, 'runData'>;
  /** Opens a file; where `check` throws, it is closed again and what was open before stays. */
  open: (path: string, options: ImportOptions, check: (dataset: DatasetSummary) => void) => Promise<DatasetSummary>;
}

const gone = ({ data }: KeptRun): FallLineError =>
  new FallLineError(
    'file-not-found',
    `The file of this run, "${data.path}", is no longer there. Choose the file where it is now.`,
  );

const changed = ({ data }: KeptRun): FallLineError =>
  new FallLineError(
    'file-changed',
    `"${data.fileName}" is not as it was when this run was trained on it, so the run cannot go on with the same bits. Choose the file as it was, or start anew with the settings of the run.`,
  );

/** Opens the data of a kept run again: its own file, or the one that `path` says; with `isSame` only if it holds the same bytes. */
export const reopenData = async (
  { engine, open }: Reopening,
  run: KeptRun,
  path: string | null,
  isSame = true,
): Promise<DatasetSummary> => {
  const check = (dataset: DatasetSummary): void => {
    if (isSame && engine.runData(dataset.id).data.sha256 !== run.data.sha256) throw changed(run);
  };
  try {
    return await open(path ?? run.data.path, run.data.options, check);
  } catch (error) {
    if (path === null && error instanceof FallLineError && error.code === 'file-not-found') throw gone(run);
    throw error;
  }
};
