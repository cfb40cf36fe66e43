import { z } from 'zod';
import { path } from './common';

const id = z.uuid();
const ofFile = z.strictObject({ id, path: path.nullable() });
const ids = z.strictObject({ ids: z.array(id).max(100_000) });

export const keptRunSchemas = {
  'kept-runs/list': z.null(),
  'kept-runs/trace': z.strictObject({ id }),
  'kept-runs/change': z.strictObject({
    id,
    change: z.strictObject({
      name: z.string().max(1_000).exactOptional(),
      note: z.string().max(100_000).exactOptional(),
      isBaseline: z.boolean().exactOptional(),
    }),
  }),
  'kept-runs/delete': ids,
  'kept-runs/restore': ids,
  'kept-runs/save-csv': z.null(),
  'kept-runs/open-data': ofFile,
  'kept-runs/resume': ofFile,
};
