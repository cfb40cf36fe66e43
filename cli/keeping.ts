import type { Run } from '../workers/engine/api';
import { createRecorder, type Recording } from '../workers/engine/store/recorder';
import { createRunStore, type RunStore } from '../workers/engine/store/runStore';
import type { TracePosition } from '../workers/engine/training/keepsake';
import type { Session } from './dataset';
import { printable } from './format';
import type { Io } from './io';

export const openStore = (io: Io): RunStore => createRunStore(io.dataFolder, () => new Date());

/** Keeps a run while it goes on. `resumed`: of a run that is kept already. */
export const keepRun = (
  { io, engine }: Pick<Session, 'io' | 'engine'>,
  run: Run,
  resumed: { startedAt: string; held: TracePosition } | null = null,
): Recording => {
  const record = createRecorder({
    openWriter: openStore(io).openWriter,
    onChanged: () => undefined,
    onFailure: (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      io.stderr(`${printable(`The run could not be kept: ${reason}`)}\n`);
    },
  });
  const startedAt = resumed?.startedAt ?? new Date().toISOString();
  const origin = { ...engine.runData(run.info.datasetId), startedAt, applicationVersion: io.version() };
  return record(run, origin, resumed?.held ?? null);
};
