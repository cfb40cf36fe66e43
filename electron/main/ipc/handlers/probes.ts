import { FallLineError } from '../../../../workers/core/schema';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

/** null where a newer request took the place of the work, or the run has gone: no failure, for nobody waits for it. */
const unlessGone = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FallLineError && (error.code === 'cancelled' || error.code === 'not-open')) return null;
    throw error;
  }
};

type ProbeHandlers = Pick<Handlers, 'run/probe' | 'run/state-at' | 'run/race'>;

export const probeHandlers = ({ engine, work }: Services): ProbeHandlers => ({
  'run/probe': ({ runId, slot, request }) =>
    unlessGone(work.run(`probe in ${slot}`, ({ signal }) => engine.probe(runId, request, { signal }))),
  'run/state-at': ({ runId, step }) =>
    unlessGone(work.run('probe of a step', ({ signal }) => engine.stateAt(runId, step, { signal }))),
  'run/race': ({ datasetId, settings }) =>
    unlessGone(work.run('race', ({ signal }) => engine.race(datasetId, settings, { signal }))),
});
