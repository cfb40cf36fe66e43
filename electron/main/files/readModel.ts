import type { ModelFile } from '../../../workers/core/schema';
import { parseModel } from '../../../workers/core/export/model';
import { readText, type TextKind } from './readText';

const MODEL: TextKind = {
  maxBytes: 64 * 1024 * 1024,
  what: 'a model',
  code: 'model-invalid',
  remedy: 'Choose a model that was exported as JSON.',
};

/** Reads a saved model. Throws FallLineError for a file that is missing, unreadable, too large or no model. */
export const readModel = async (path: string): Promise<ModelFile> => parseModel(await readText(path, MODEL));
