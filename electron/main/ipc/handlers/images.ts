import { writeFile } from 'node:fs/promises';
import { writeFileAtomic } from '../../../../workers/engine/files/atomicWrite';
import { copyImage } from '../../copyImage';
import { PNG_FILES } from '../../files/dialogs';
import { suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

type ImageHandlers = Pick<Handlers, 'image/save-png' | 'image/copy-png'>;

export const imageHandlers = ({ imports, samples, dialogs, documentsFolder }: Services): ImageHandlers => ({
  'image/save-png': async ({ png, suggestedName }) => {
    const proposal = suggestedPath(imports.current(), samples.isSample, documentsFolder, () => suggestedName);
    const path = await dialogs.chooseDestination('Save picture', proposal, PNG_FILES);
    if (path === null) return null;
    await writeFileAtomic(path, (temporaryPath) => writeFile(temporaryPath, png));
    return { path };
  },
  'image/copy-png': async ({ png }) => {
    await copyImage(png);
    return null;
  },
});
