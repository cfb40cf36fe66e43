import type { Engine } from '../../workers/engine/api';
import type { AppInfo, ImportProgress } from '../contract';
import type { ApprovedPaths } from './files/approvedPaths';
import type { Dialogs } from './files/dialogs';
import type { RecentFiles } from './files/recentFiles';
import type { Samples } from './files/samples';
import type { RunStore } from '../../workers/engine/store/runStore';
import { createImports, type Imports } from './imports';
import { createPredictionFile, type PredictionFile } from './predictionFile';
import { createPreparations, type Preparations } from './preparations';
import { createRuns, type Runs, type RunsOptions } from './runs';
import type { Side, Sides } from './sides';
import { createWork, type Work } from './work';

/** What the window has open, and what frees it. */
export interface Session {
  work: Work;
  runs: Runs;
  imports: Imports;
  preparations: Preparations;
  predictionFile: PredictionFile;
  /** Cancels what is under way and closes run and data set. */
  close(): Promise<void>;
}

/** What the handlers work with. */
export interface Services extends Side {
  sides: Sides;
  approved: ApprovedPaths;
  recentFiles: RecentFiles;
  samples: Samples;
  store: RunStore;
  dialogs: Dialogs;
  info: () => AppInfo;
  /** Where a file goes that has no better place. */
  documentsFolder: string;
}

export interface SessionOptions extends Omit<RunsOptions, 'engine' | 'work'> {
  engine: Engine;
  onProgress: (progress: ImportProgress) => void;
}

export function createSession({ engine, onProgress, ...options }: SessionOptions): Session {
  const work = createWork(onProgress, options.clock.now);
  const runs = createRuns({ engine, work, ...options });
  const imports = createImports({ engine, work, disposeRun: runs.disposeCurrent });
  const preparations = createPreparations({ engine, work, isInUse: runs.isUsing });
  const predictionFile = createPredictionFile({ engine, work });
  return {
    work,
    runs,
    imports,
    preparations,
    predictionFile,
    close: async () => {
      work.cancelAll();
      await runs.disposeCurrent();
      await predictionFile.close();
      await imports.close();
    },
  };
}
