import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { DatasetSummary, Prepared, Recipe, RecipeEntry } from '../../electron/contract';
import { useClient } from '../bridge/client';
import { recipeIssues } from '../../workers/core/preparation/recipeIssues';
import { targetKindOf } from './columns';
import { useDataset } from './dataset';
import { createHistory } from './history';
import { sentenceOf, useMessages } from './messages';
import { useRun } from './run';
import { useSettings } from './settings';

/** A recipe file that is being tried takes the place of what was asked for. */
const MOST_TRIES = 3;

interface Fitted {
  key: string;
  prepared: Prepared;
}

/** The recipe of the open file: fitted in the background after each change, changed step by step, kept in files. */
export const useRecipe = defineStore('recipe', () => {
  const dataset = useDataset();
  const messages = useMessages();
  const run = useRun();
  const settings = useSettings();

  /** Why the newest recipe cannot be fitted. */
  const failure = shallowRef<{ key: string; sentence: string } | null>(null);
  /** The column whose preparation is open. */
  const openColumn = ref<number | null>(null);
  /** Of the open run: its data set stays there as long as the run does. */
  let ofRun: Fitted | null = null;
  let asked: string | null = null;
  /** Ends with the newest question. */
  let work: Promise<void> = Promise.resolve();
  /** The file whose steps are there again. */
  let broughtBack: DatasetSummary | null = null;

  const history = createHistory(
    () => settings.recipeState,
    settings.restoreRecipe,
    // Columns that are unticked once they are known to hold one value only.
    (from, to) => to.featuresWereChosen || JSON.stringify({ ...from, features: null }) !== JSON.stringify({ ...to, features: null }),
  );

  /** What is known to be wrong before a row is read. */
  const issues = computed(() =>
    settings.preparationKey === null || settings.recipe === null
      ? []
      : recipeIssues(settings.recipe, settings.file?.columns ?? []),
  );
  const problem = computed(() => {
    const [issue] = issues.value;
    if (issue !== undefined) return issue.message;
    return failure.value !== null && failure.value.key === settings.preparationKey ? failure.value.sentence : null;
  });
  const isPreparing = computed(
    () => settings.preparationKey !== null && settings.prepared === null && problem.value === null,
  );
  /** As last known: while a change is being worked out the lists do not empty. */
  const lastPrepared = computed(() => (settings.isPlain ? null : (settings.fitted?.prepared ?? null)));

  /** What is wrong with one entry. */
  function problemOf(entry: RecipeEntry): string | undefined {
    const place = settings.entries.indexOf(entry);
    return place === -1 ? undefined : issues.value.find((issue) => issue.entry === place)?.message;
  }

  /** Rows to train on, as far as that is known without reading them. */
  const nTrained = computed(() => {
    if (lastPrepared.value !== null) return lastPrepared.value.nRows.train;
    const nRows = settings.file?.nRows ?? 0;
    const share = settings.isPlain && settings.validationShare > 0 && settings.validationShare < 1 ? settings.validationShare : 0;
    return Math.max(0, nRows - Math.round(nRows * share));
  });

  const prepare = (datasetId: string, recipe: Recipe): Promise<Prepared | null> =>
    useClient().call('dataset/prepare', { datasetId, recipe });

  async function ask(key: string, datasetId: string, recipe: Recipe): Promise<void> {
    asked = key;
    try {
      const found = await prepare(datasetId, recipe);
      // null: another recipe took its place, and where this one is still wanted it is asked for again.
      if (found !== null && asked === key) settings.adoptPrepared(datasetId, recipe, found);
    } catch (error) {
      if (asked === key) failure.value = { key, sentence: sentenceOf(error) };
    } finally {
      if (asked === key) asked = null;
    }
  }

  /** Asks for what is not known yet; what was asked before no longer counts. */
  function follow(): void {
    const { file, recipe, preparationKey: key } = settings;
    if (asked !== null && asked === key) return;
    asked = null;
    if (key === null || file === null || recipe === null || settings.prepared !== null || problem.value !== null) return;
    if (ofRun?.key === key && !run.isGone) settings.adoptPrepared(file.id, recipe, ofRun.prepared);
    else work = ask(key, file.id, recipe);
  }
  watch(() => settings.preparationKey, follow, { immediate: true });

  /** Once what has been chosen is prepared, or known not to be possible. */
  async function settled(): Promise<void> {
    for (let tries = 0; isPreparing.value && tries < MOST_TRIES; tries++) {
      follow();
      await work;
    }
  }

  watch(
    () => run.info,
    (info) => {
      const { fitted } = settings;
      if (info === null) ofRun = null;
      else if (fitted?.prepared.dataset.id === info.datasetId) ofRun = fitted;
    },
  );

  watch(
    () => settings.file,
    (file) => {
      openColumn.value = null;
      if (file !== broughtBack) history.clear();
      broughtBack = null;
    },
  );

  /** Takes the steps down; what is returned brings them back, after the settings that they belong to. */
  function keep(): () => void {
    const bringBack = history.keep();
    return () => {
      bringBack();
      broughtBack = settings.file;
    };
  }

  /** Takes a recipe over once it is known to fit the open file; until then, and where it does not, what was chosen stays. */
  async function adopt(wanted: Recipe): Promise<boolean> {
    const { file } = settings;
    if (file === null) return false;
    const found = await prepare(file.id, wanted).finally(follow);
    // Something was changed meanwhile: that counts.
    if (found === null || settings.file !== file) return false;
    const target = file.columns.find(({ name }) => name === wanted.target);
    const kind = target === undefined ? null : targetKindOf(target, dataset.profiles?.[target.index]);
    settings.adoptRecipe(wanted, file, kind ?? 'number');
    return true;
  }

  /** Opens a dialog when `path` is null. */
  async function open(path: string | null): Promise<void> {
    await messages.guard(async () => {
      const answer = await useClient().call('recipe/open', { path });
      if (answer !== null && (await adopt(answer.recipe))) messages.note(`Opened the recipe ${answer.path}.`);
    });
  }

  async function save(): Promise<void> {
    const { recipe } = settings;
    if (recipe === null) return;
    const saved = await messages.guard(() => useClient().call('recipe/save', { recipe }));
    if (saved !== null) messages.note(`Saved ${saved.path}.`);
  }

  return {
    openColumn,
    problem,
    problemOf,
    isPreparing,
    lastPrepared,
    nTrained,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: history.undo,
    redo: history.redo,
    settled,
    adopt,
    keep,
    open,
    save,
  };
});
