import type { Services } from '../../services';
import type { Handlers } from '../answer';
import { fileHandlers } from './files';
import { imageHandlers } from './images';
import { importHandlers } from './imports';
import { modelHandlers } from './models';
import { probeHandlers } from './probes';
import { runHandlers } from './runs';
import { solutionHandlers } from './solutions';

/** One handler for each name of the contract; the compiler misses none. */
export const createHandlers = (services: Services): Handlers => ({
  ...fileHandlers(services),
  ...importHandlers(services),
  ...runHandlers(services),
  ...probeHandlers(services),
  ...solutionHandlers(services),
  ...modelHandlers(services),
  ...imageHandlers(services),
});
