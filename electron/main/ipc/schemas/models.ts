import { z } from 'zod';
import type { ModelFile } from '../../../contract';
import { parseModel } from '../../../../workers/core/export/parseModel';
import { identifier, path } from './common';

/** The window hands back what it was given: it is read as a file would be. */
export const model = z.custom<ModelFile>((value) => {
  try {
    parseModel(JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}, 'expected a model as Export saves it');

const ofRun = z.strictObject({ runId: identifier });

export const modelSchemas = {
  'model/preview': ofRun,
  'model/open': z.strictObject({ path: path.nullable() }),
  'model/predict': z.strictObject({ model, datasetId: identifier }),
};
