import { defineStore } from 'pinia';
import type { ColumnDefinition, DatasetSummary, ModelFile, Preparation, Sample } from '../../electron/contract';
import { pinnedRecipe } from '../../workers/core/preparation/pinnedRecipe';
import { FallLineError } from '../../workers/core/schema';
import { useClient } from '../bridge/client';
import { formatBytes, plural } from '../format/quantity';
import { useApp } from './app';
import { useAside } from './aside';
import { useDataset } from './dataset';
import { useImporting } from './importing';
import { useMessages } from './messages';
import { useModel, type OpenedModel } from './model';
import { useRecipe } from './recipe';
import { useRun } from './run';
import { useSettings } from './settings';

/** Opening things: files, samples, models. Failures end in the messages. */
export const useSession = defineStore('session', () => {
  const app = useApp();
  const aside = useAside();
  const dataset = useDataset();
  const importing = useImporting();
  const messages = useMessages();
  const model = useModel();
  const recipe = useRecipe();
  const run = useRun();
  const settings = useSettings();

  /** What is opened is the person's own: an experiment gives way to it. */
  async function isBusy(): Promise<boolean> {
    if (importing.isWorking) messages.note('A file is being read: wait for it, or cancel it first.');
    else await aside.leave();
    return importing.isWorking;
  }

  /** Asks for a file and opens it. */
  async function chooseFile(): Promise<void> {
    await messages.guard(async () => {
      const chosen = await useClient().call('file/choose', null);
      if (chosen !== null) await openFile(chosen.path);
    });
  }

  /** A model by what it says of itself, anything else as data, whose import dialog opens. */
  async function openFile(path: string): Promise<void> {
    if (await isBusy()) return;
    messages.dismiss();
    const isJson = path.toLowerCase().endsWith('.json');
    const kind = isJson ? await messages.guard(() => useClient().call('file/kind', { path })) : 'data';
    if (kind === null) return;
    if (kind === 'recipe' && dataset.summary === null) messages.note('This file is a recipe: open the data first, then the recipe.');
    else if (kind === 'recipe') await recipe.open(path);
    else if (kind === 'model') await model.open(path);
    else await importing.begin(path);
  }

  async function openDropped(file: File): Promise<void> {
    await messages.guard(async () => {
      const path = await useClient().allowDroppedFile(file);
      if (path === null) messages.note(`${file.name} is not a file on this computer: save it first.`);
      else await openFile(path);
    });
  }

  async function confirmImport(): Promise<void> {
    const opened = await importing.start();
    if (opened === null) return;
    await messages.guard(() => adopt(opened, null));
  }

  /** A sample is read without asking, with the settings that show what it is for. */
  async function openSample(id: string): Promise<boolean> {
    if (await isBusy()) return false;
    const done = await messages.guard(async () => {
      messages.dismiss();
      const sample = (app.info ?? (await app.load())).samples.find((candidate) => candidate.id === id);
      if (sample === undefined) throw new Error(`there is no sample "${id}".`);
      await adopt(await importing.startSample(id), sample);
      return true;
    });
    return done ?? false;
  }

  async function adopt(opened: DatasetSummary, sample: Sample | null): Promise<void> {
    await run.dispose();
    settings.adoptDataset(opened, sample);
    app.view = sample === null ? 'data' : 'train';
    // With the first data the next thing to look at is how it will be trained.
    if (dataset.summary === null && app.openSection === 'data') app.openSection = 'algorithm';
    const rejected = opened.nRejected > 0 ? `, ${plural(opened.nRejected, 'line')} rejected` : '';
    messages.note(
      `Opened ${opened.fileName}: ${plural(opened.nRows, 'row')}, ${formatBytes(opened.byteLength)}${rejected}.`,
    );
    dataset.open(opened);
    void app.refreshRecent().catch(messages.fail);
    void aside.describe(opened);
  }

  /** Asks for a saved model to start the next run from. */
  async function startFromModel(): Promise<void> {
    const loaded = await model.choose();
    if (loaded !== null) await startFrom(loaded);
  }

  /** The open data set must have the model's columns. */
  async function startFrom(loaded: OpenedModel): Promise<void> {
    if (dataset.summary === null) {
      messages.note('Open the data first, then start from the model.');
      return;
    }
    if (loaded.model.classes !== null) {
      messages.fail(hasManySets());
      return;
    }
    const { preparation } = loaded.model;
    if (preparation !== null) {
      await messages.guard(() => startPrepared(loaded, preparation));
      return;
    }
    const missing = settings.adoptModel(loaded.model, dataset.summary);
    if (missing.length > 0) messages.fail(modelDoesNotFit(loaded.model, missing));
    else messages.note(`The next run starts from ${loaded.path}.`);
  }

  /** Does to this file what was done to the model's own; what was chosen stays where that cannot be. */
  async function startPrepared({ path, model: loaded }: OpenedModel, preparation: Preparation): Promise<void> {
    checkInputs(preparation, dataset.summary?.columns ?? []);
    if (!(await recipe.adopt(pinnedRecipe(preparation)))) return;
    settings.adoptParameters(loaded);
    await recipe.settled();
    const known = new Set(loaded.featureNames);
    const [fresh, ...others] = settings.designNames.filter((name) => !known.has(name));
    const news =
      fresh === undefined ? '' : ` The model does not know ${others.length === 0 ? '' : `${plural(others.length + 1, 'feature')}, such as `}“${fresh}”: there it starts at 0.`;
    messages.note(`The next run starts from ${path}.${news}`);
  }

  return {
    chooseFile,
    openFile,
    openDropped,
    confirmImport,
    openSample,
    describe: aside.describe,
    startFrom,
    startFromModel,
  };
});

/** Columns that a model was trained on, and of their types, so that each becomes the features that it became there. */
function checkInputs({ inputs }: Preparation, columns: readonly ColumnDefinition[]): void {
  for (const { name, type } of inputs) {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) {
      const sentence = `The model needs a column “${name}”, which this file does not have. Open data that has it, or rename a column of the file.`;
      throw new FallLineError('column-unknown', sentence);
    }
    if (column.type !== type) {
      const sentence = `Column “${name}” was read as ${column.type}, and the model was trained on it as ${type}. Import the file again with this column as ${type}.`;
      throw new FallLineError('model-invalid', sentence);
    }
  }
}

const hasManySets = (): FallLineError =>
  new FallLineError(
    'model-invalid',
    'The model has a set of weights for each class, but a run can begin at one set alone. Start at zeros or at random.',
  );

const modelDoesNotFit = (model: ModelFile, missing: readonly string[]): FallLineError =>
  new FallLineError(
    'model-invalid',
    `The model has ${plural(model.featureNames.length, 'feature')}, but this file has no column ` +
      `"${missing.slice(0, 3).join('", "')}". Open the data that the model was trained on.`,
  );
