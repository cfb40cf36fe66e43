import { z } from 'zod';
import { identifier, path } from './common';
import { importOptions } from './imports';

export const proofSchemas = {
  'import/prove': z.strictObject({ path, options: importOptions }).nullable(),
  'dataset/save-rejected': z.strictObject({ datasetId: identifier }),
  'file/kind': z.strictObject({ path }),
};
