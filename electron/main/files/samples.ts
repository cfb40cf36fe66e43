import { access, mkdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { FallLineError } from '../../../workers/core/schema';
import type { Sample } from '../../contract';
import type { WorkContext } from '../work';
import { readJsonFile } from './jsonFile';

/** Too large to come with the application. */
const GENERATED = 'large';
const REMEDY = 'Install Fall Line again, or run npm run samples where it is run from its sources.';

const samplesSchema: z.ZodType<Sample[]> = z.array(
  z.object({
    id: z.string().regex(/^[A-Za-z0-9-]+$/),
    title: z.string(),
    description: z.string(),
    size: z.string(),
    target: z.string(),
    standardize: z.boolean(),
    learningRate: z.number(),
    maxSteps: z.number(),
  }),
);

export interface SamplesOptions {
  /** Holds samples.json and the files that come with the application. */
  bundledFolder: string;
  /** Receives the one that is generated on demand. */
  generatedFolder: string;
  /** Writes the file of the sample that does not come with the application. */
  generate: (path: string, context: WorkContext) => Promise<void>;
}

export interface Samples {
  readonly list: Sample[];
  /** The file of a sample, generated first where need be. */
  path(id: string, context: WorkContext): Promise<string>;
  isSample(path: string): boolean;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

export async function openSamples(options: SamplesOptions): Promise<Samples> {
  const { bundledFolder, generatedFolder, generate } = options;
  const list = (await readJsonFile(join(bundledFolder, 'samples.json'), samplesSchema)) ?? [];
  return {
    list,
    path: async (id, context) => {
      if (!list.some((sample) => sample.id === id)) {
        throw new FallLineError('file-not-found', `There is no sample "${id}". Choose one from the list.`);
      }
      const bundled = join(bundledFolder, `${id}.csv`);
      if (await exists(bundled)) return bundled;
      const generated = join(generatedFolder, `${id}.csv`);
      if (await exists(generated)) return generated;
      if (id !== GENERATED) throw new FallLineError('file-not-found', `The file of the sample "${id}" is missing. ${REMEDY}`);
      await mkdir(generatedFolder, { recursive: true });
      await generate(generated, context);
      return generated;
    },
    isSample: (path) => path.startsWith(bundledFolder + sep) || path.startsWith(generatedFolder + sep),
  };
}
