import type { Services } from '../../services';
import type { Handlers } from '../answer';
import { unlessGone } from './unlessGone';

type ProbeHandlers = Pick<Handlers, 'run/probe' | 'run/state-at' | 'run/race'>;

export const probeHandlers = ({ engine, work }: Services): ProbeHandlers => ({
  'run/probe': ({ runId, slot, request }) =>
    unlessGone(work.run(`probe in ${slot}`, ({ signal }) => engine.probe(runId, request, { signal }))),
  'run/state-at': ({ runId, step }) =>
    unlessGone(work.run('probe of a step', ({ signal }) => engine.stateAt(runId, step, { signal }))),
  'run/race': ({ datasetId, settings }) =>
    unlessGone(work.run('race', ({ signal }) => engine.race(datasetId, settings, { signal }))),
});
