import { parseModel } from '../workers/core/export/model';
import { FallLineError, type ModelFile } from '../workers/core/schema';
import { readTextFile } from './readTextFile';

/** A saved model, or what is wrong with the file, named. */
export const readModel = async (path: string): Promise<ModelFile> => {
  const text = await readTextFile(path);
  try {
    return parseModel(text);
  } catch (error) {
    if (error instanceof FallLineError) throw new FallLineError(error.code, `"${path}": ${error.message}`);
    throw error;
  }
};
