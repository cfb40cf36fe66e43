import { defineStore } from 'pinia';
import { computed } from 'vue';
import { settingIssues, type SettingField } from '../../workers/core/training/settings';
import { useDataset } from './dataset';
import { useSettings } from './settings';

const NO_TARGET = 'No column of this file holds numbers. Import it again with a column as number.';

/** What is wrong with the settings: the first sentence of each field. */
export const useValidation = defineStore('validation', () => {
  const dataset = useDataset();
  const settings = useSettings();

  const problems = computed<Partial<Record<SettingField, string>>>(() => {
    if (dataset.summary === null) return {};
    if (settings.runSettings === null) return { target: NO_TARGET };
    const issues = settingIssues(settings.runSettings, dataset.summary.columns);
    return Object.fromEntries(issues.reverse().map((issue) => [issue.field, issue.message]));
  });
  const first = computed<string | null>(() => Object.values(problems.value).at(-1) ?? null);

  return { problems, first };
});
