import { preparedSettings } from '../workers/core/preparation/preparedSettings';
import type { DatasetSummary, DesignSettings, Prepared, Recipe } from '../workers/core/schema';
import { chooseColumns, chooseTarget, type ChosenColumns } from './columns';
import { importProposed, propose, saveRejected, type Session } from './dataset';
import type { FileOptions } from './options/inspect';
import { prepareDataset, recipeFor, type RecipeRequest } from './recipe';

/** A file, and the columns of it that are used; or where a recipe is asked for the dataset of its features. */
export interface OpenedData {
  file: DatasetSummary;
  dataset: DatasetSummary;
  chosen: ChosenColumns;
  recipe: Recipe | null;
  prepared: Prepared | null;
}

const chosenOf = ({ dataset, columns }: Prepared): ChosenColumns => ({
  target: dataset.columns[columns.target]!,
  features: columns.features.map((index) => dataset.columns[index]!),
});

/** Imports the file of a command and prepares its columns where that is asked for. What is wrong with the choice is said before the file is read. */
export const openData = async (
  session: Session,
  options: FileOptions & RecipeRequest & { rejectedPath?: string | null },
  hasClasses: { isForClasses: boolean },
): Promise<OpenedData> => {
  const proposal = await propose(session, options.path, options.dialect);
  const recipe = await recipeFor(options, proposal.columns);
  if (recipe) chooseTarget(proposal.columns, recipe.target, hasClasses);
  const plain = recipe ? null : chooseColumns(proposal.columns, options.target ?? '', options.features, hasClasses);
  const file = await importProposed(session, proposal);
  await saveRejected(session, file, options.rejectedPath ?? null);
  const prepared = recipe && (await prepareDataset(session, file.id, recipe, options.recipe));
  return { file, dataset: prepared?.dataset ?? file, chosen: prepared ? chosenOf(prepared) : plain!, recipe, prepared };
};

/** The options of a run as they stand on the data opened. */
export const onData = <O extends { design: DesignSettings; standardize: boolean }>(options: O, { prepared }: OpenedData): O => {
  if (!prepared) return options;
  const { standardize, weightColumn, partColumn, validationShare, scaledBy, intercept, degree } = preparedSettings(prepared);
  return {
    ...options,
    standardize,
    design: { ...options.design, weightColumn, partColumn, validationShare, scaledBy, intercept, degree },
  };
};
