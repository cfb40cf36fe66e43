import type { z } from 'zod';
import type { IpcName, IpcRequest } from '../../../contract';
import { evaluationSchemas } from './evaluation';
import { experimentSchemas } from './experiments';
import { exportSchemas } from './exports';
import { fileSchemas } from './files';
import { imageSchemas } from './images';
import { importSchemas } from './imports';
import { keptRunSchemas } from './keptRuns';
import { modelSchemas } from './models';
import { preparationSchemas } from './preparation';
import { probeSchemas } from './probes';
import { predictSchemas } from './predict';
import { proofSchemas } from './proof';
import { runSchemas } from './runs';
import { solutionSchemas } from './solutions';
import { studySchemas } from './studies';

export type RequestSchemas = { [N in IpcName]: z.ZodType<IpcRequest<N>> };

/** The compiler holds each schema against the contract, and the list against the names in it. */
export const requestSchemas: RequestSchemas = {
  ...fileSchemas,
  ...importSchemas,
  ...proofSchemas,
  ...predictSchemas,
  ...runSchemas,
  ...probeSchemas,
  ...preparationSchemas,
  ...solutionSchemas,
  ...evaluationSchemas,
  ...studySchemas,
  ...experimentSchemas,
  ...keptRunSchemas,
  ...modelSchemas,
  ...exportSchemas,
  ...imageSchemas,
};
