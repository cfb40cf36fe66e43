import { writeFile } from 'node:fs/promises';
import type { Saved } from '../../../contract/ipc';
import { writeFileAtomic } from '../../../../workers/engine/files/atomicWrite';
import { copyImage } from '../../copyImage';
import { PNG_FILES, SVG_FILES } from '../../files/dialogs';
import { suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

type ImageHandlers = Pick<Handlers, 'image/save-png' | 'image/save-svg' | 'image/copy-png'>;

export const imageHandlers = ({ imports, samples, dialogs, documentsFolder }: Services): ImageHandlers => {
  const save = async (content: Uint8Array | string, suggestedName: string, files: typeof PNG_FILES): Promise<Saved> => {
    const proposal = suggestedPath(imports.current(), samples.isSample, documentsFolder, () => suggestedName);
    const path = await dialogs.chooseDestination('Save picture', proposal, files);
    if (path === null) return null;
    await writeFileAtomic(path, (temporaryPath) => writeFile(temporaryPath, content));
    return { path };
  };
  return {
    'image/save-png': ({ png, suggestedName }) => save(png, suggestedName, PNG_FILES),
    'image/save-svg': ({ svg, suggestedName }) => save(svg, suggestedName, SVG_FILES),
    'image/copy-png': async ({ png }) => {
      await copyImage(png);
      return null;
    },
  };
};
