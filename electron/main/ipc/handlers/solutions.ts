import { FallLineError } from '../../../../workers/core/schema';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

/** What the engine refuses has no solution, which is no failure: the window then does without. */
export const solutionHandlers = ({ engine, work }: Services): Pick<Handlers, 'dataset/solve'> => ({
  'dataset/solve': async ({ datasetId, settings }) => {
    try {
      return await work.run('solution', ({ signal }) => engine.solve(datasetId, settings, { signal }));
    } catch (error) {
      if (error instanceof FallLineError) return null;
      throw error;
    }
  },
});
