import { FallLineError } from '../../workers/core/schema';
import type { Engine } from '../../workers/engine/api';
import type { DatasetSummary } from '../contract';
import type { Session } from './services';

/** A session with its engine: what one has open is out of the other's reach. */
export interface Side extends Session {
  engine: Engine;
}

/**
 * The person's own side, and while a guided experiment goes on one beside it, which the window then works with. What is open on the
 * own side stays as it is.
 */
export interface Sides {
  readonly own: Side;
  current(): Side;
  /** The window works with the sample once it is read; a newer experiment takes the place of this one. */
  begin(samplePath: () => Promise<string>): Promise<DatasetSummary>;
  /** Back to the own side at once; what the experiment had open is freed behind it. */
  end(): void;
  frameHandled(runId: string): void;
  /** Ends the experiment, and closes what is open on the own side. */
  close(): Promise<void>;
  dispose(): Promise<void>;
}

async function openSample(side: Side, path: string): Promise<DatasetSummary> {
  const { format, dialect, columns } = await side.engine.proposeImport(path);
  return side.imports.start(path, { format, dialect, columns });
}

const givenUp = (): FallLineError =>
  new FallLineError('cancelled', 'The experiment was left before its sample was read. Nothing was changed.');

/** `open` is told whose side it is. */
export function createSides(open: (whose: 'own' | 'apart') => Side, fail: (error: unknown) => void): Sides {
  const own = open('own');
  let apart: Side | null = null;
  let generation = 0;
  const opened = new Set<Side>();
  const leaving = new Set<Promise<void>>();

  const freeSide = async (side: Side): Promise<void> => {
    await side.close();
    await side.engine.dispose();
  };

  const free = (side: Side): void => {
    if (!opened.delete(side)) return;
    const freed = freeSide(side)
      .catch(fail)
      .finally(() => leaving.delete(freed));
    leaving.add(freed);
  };

  const end = (): void => {
    generation += 1;
    apart = null;
    opened.forEach(free);
  };

  const begin = async (samplePath: () => Promise<string>): Promise<DatasetSummary> => {
    const mine = ++generation;
    const side = open('apart');
    opened.add(side);
    try {
      const dataset = await openSample(side, await samplePath());
      if (mine !== generation) throw givenUp();
      if (apart) free(apart);
      apart = side;
      return dataset;
    } catch (error) {
      free(side);
      throw mine === generation ? error : givenUp();
    }
  };

  return {
    own,
    current: () => apart ?? own,
    begin,
    end,
    frameHandled: (runId) => {
      own.runs.frameHandled(runId);
      apart?.runs.frameHandled(runId);
    },
    close: async () => {
      end();
      await Promise.all([own.close(), ...leaving]);
    },
    dispose: async () => {
      end();
      await Promise.all([own.engine.dispose(), ...leaving]);
    },
  };
}
