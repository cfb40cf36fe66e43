import { z } from 'zod';
import { identifier } from './common';

export const fileSchemas = {
  'app/info': z.null(),
  'app/self-test': z.null(),
  'app/recent-files': z.null(),
  'file/choose': z.null(),
  'sample/path': z.strictObject({ id: identifier }),
};
