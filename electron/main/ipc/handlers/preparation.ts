import { parseRecipe, serializeRecipe } from '../../../../workers/core/preparation/recipeFile';
import { FallLineError } from '../../../../workers/core/schema';
import { writeTextAtomic } from '../../../../workers/engine/files/atomicWrite';
import { JSON_FILES } from '../../files/dialogs';
import { readText } from '../../files/readText';
import { derivedName, suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

const MAX_RECIPE_BYTES = 16 * 1024 * 1024;
const REMEDY = 'Choose a recipe that was saved here.';

type PreparationHandlers = Pick<Handlers, 'dataset/prepare' | 'recipe/save' | 'recipe/open'>;

export const preparationHandlers = (services: Services): PreparationHandlers => {
  const { preparations, imports, approved, samples, dialogs, documentsFolder } = services;
  return {
    'dataset/prepare': async ({ datasetId, recipe }) => {
      try {
        return await preparations.prepare(datasetId, recipe);
      } catch (error) {
        // A newer request took its place: nobody waits for this one.
        if (error instanceof FallLineError && error.code === 'cancelled') return null;
        throw error;
      }
    },
    'recipe/save': async ({ recipe }) => {
      const proposal = suggestedPath(imports.current(), samples.isSample, documentsFolder, (name) =>
        derivedName(name, '-recipe.json'),
      );
      const path = await dialogs.chooseDestination('Save recipe', proposal, JSON_FILES);
      if (path === null) return null;
      await writeTextAtomic(path, serializeRecipe(recipe));
      return { path: approved.approve(path) };
    },
    'recipe/open': async ({ path }) => {
      const chosen = path === null ? await dialogs.chooseRecipe() : approved.require(path);
      if (chosen === null) return null;
      const text = await readText(chosen, { maxBytes: MAX_RECIPE_BYTES, what: 'a recipe', code: 'setting-invalid', remedy: REMEDY });
      return { path: approved.approve(chosen), recipe: parseRecipe(text) };
    },
  };
};
