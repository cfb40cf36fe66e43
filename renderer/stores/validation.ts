import { defineStore } from 'pinia';
import { computed } from 'vue';
import { issuesBesideColumns, settingIssues, type SettingField } from '../../workers/core/training/settings';
import { useDataset } from './dataset';
import { useRecipe } from './recipe';
import { useSettings } from './settings';

const NO_TARGET = 'No column of this file holds numbers. Import it again with a column as number.';

/** `recipe`: columns cannot be prepared as chosen. */
type Field = SettingField | 'recipe';

/** What is wrong with the settings: the first sentence of each field. */
export const useValidation = defineStore('validation', () => {
  const dataset = useDataset();
  const recipe = useRecipe();
  const settings = useSettings();

  const problems = computed<Partial<Record<Field, string>>>(() => {
    const { draft, trained } = settings;
    if (dataset.summary === null) return {};
    if (draft === null) return { target: NO_TARGET };
    // While columns are being prepared, what is wrong elsewhere can still be told.
    const issues = trained === null ? issuesBesideColumns(draft) : settingIssues(trained.settings, trained.columns);
    const ofSettings = Object.fromEntries(issues.reverse().map((issue) => [issue.field, issue.message]));
    return recipe.problem === null ? ofSettings : { ...ofSettings, recipe: recipe.problem };
  });
  const first = computed<string | null>(() => Object.values(problems.value).at(-1) ?? null);

  return { problems, first };
});
