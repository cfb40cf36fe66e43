import { FallLineError } from '../../../../workers/core/schema';

/** null where a newer request took the place of the work, or the run has gone: no failure, for nobody waits for it. */
export const unlessGone = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FallLineError && (error.code === 'cancelled' || error.code === 'not-open')) return null;
    throw error;
  }
};
