import type { Services } from '../../services';
import type { Side, Sides } from '../../sides';
import type { Handlers } from '../answer';
import { evaluationHandlers } from './evaluation';
import { experimentHandlers } from './experiments';
import { exportHandlers } from './exports';
import { fileHandlers } from './files';
import { imageHandlers } from './images';
import { importHandlers } from './imports';
import { keptRunHandlers } from './keptRuns';
import { modelHandlers } from './models';
import { preparationHandlers } from './preparation';
import { probeHandlers } from './probes';
import { predictHandlers } from './predict';
import { proofHandlers } from './proof';
import { runHandlers } from './runs';
import { solutionHandlers } from './solutions';
import { studyHandlers } from './studies';

/** One handler for each name of the contract; the compiler misses none. */
export const createHandlers = (services: Services): Handlers => ({
  ...fileHandlers(services),
  ...importHandlers(services),
  ...proofHandlers(services),
  ...predictHandlers(services),
  ...runHandlers(services),
  ...probeHandlers(services),
  ...preparationHandlers(services),
  ...solutionHandlers(services),
  ...evaluationHandlers(services),
  ...studyHandlers(services),
  ...experimentHandlers(services),
  ...keptRunHandlers(services),
  ...modelHandlers(services),
  ...exportHandlers(services),
  ...imageHandlers(services),
});

/** The handlers of the side with which the window works at the time. */
export function createHandlersOf(sides: Sides, shared: Omit<Services, keyof Side | 'sides'>): () => Handlers {
  const made = new WeakMap<Side, Handlers>();
  return () => {
    const side = sides.current();
    const handlers = made.get(side) ?? createHandlers({ ...shared, ...side, sides });
    made.set(side, handlers);
    return handlers;
  };
}
