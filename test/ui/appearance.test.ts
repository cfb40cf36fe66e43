import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { focusedElement, namelessControls, paleTexts } from '../support/accessibility';
import { chartOf, pictureOf } from '../support/charts';
import { fileIn, planeCsv } from '../support/files';
import {
  button,
  dialogOf,
  goToPart,
  learningRateField,
  openSection,
  proposeFile,
  runButton,
  showView,
  stateOf,
  transportOf,
  type,
  waitForMessage,
  waitForState,
} from '../support/window';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  await waitForState(app.page, 'empty');
});
afterAll(() => app.close());

const setTheme = async (theme: 'light' | 'dark'): Promise<void> => {
  await app.electron.evaluate(({ nativeTheme }, source) => (nativeTheme.themeSource = source), theme);
  await app.page.waitForFunction(
    (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
    theme === 'dark',
  );
};

/** In this order each is one step from the one before. */
const scenes: [name: string, enter: () => Promise<void>][] = [
  ['the empty window', async () => undefined],
  [
    'the import dialog',
    async () => {
      const rows = planeCsv(60).replace('\n3,4,', '\n3,four,');
      const dialog = await proposeFile(app, await fileIn(app.folder, 'plane.csv', rows));
      await dialog.getByLabel('Type of x2').selectOption('number');
    },
  ],
  [
    'the data',
    async () => {
      await button(dialogOf(app.page), 'Import').click();
      await waitForMessage(app.page, 'Opened plane.csv');
      await waitForState(app.page, 'ready');
      await app.page
        .getByRole('img', { name: /^Distribution/ })
        .first()
        .waitFor();
    },
  ],
  ['the model section', async () => void (await openSection(app.page, 'Model'))],
  [
    'the parameters section',
    async () => {
      const section = await openSection(app.page, 'Parameters');
      await section.getByLabel('Start at').selectOption('typed in');
    },
  ],
  ['the loss section', async () => void (await openSection(app.page, 'Loss'))],
  ['the algorithm section', async () => void (await openSection(app.page, 'Algorithm'))],
  [
    'a run held at a step',
    async () => {
      await button(transportOf(app.page), 'Step').click();
      await waitForState(app.page, 'paused');
    },
  ],
  [
    'the iterations',
    async () => button(app.page.getByRole('group', { name: 'Panels' }), 'Iterations').click(),
  ],
  [
    'a run that has ended',
    async () => {
      await runButton(app.page).click();
      await waitForState(app.page, 'finished');
    },
  ],
  [
    'the export',
    async () => {
      await showView(app.page, 'Export');
      await app.page.getByRole('region', { name: 'This run' }).waitFor();
    },
  ],
  [
    'a run that diverged',
    async () => {
      await type(learningRateField(app.page), '5');
      await runButton(app.page).click();
      await waitForState(app.page, 'diverged');
    },
  ],
];

describe('in every state', () => {
  it.each(scenes)(
    '%s gives each control a name, and shows legible text in light and dark',
    async (_name, enter) => {
      await enter();
      expect(await namelessControls(app.page)).toEqual([]);
      for (const theme of ['light', 'dark'] as const) {
        await setTheme(theme);
        expect(await paleTexts(app.page, 4.5), theme).toEqual([]);
      }
    },
  );
});

describe('the theme of the system', () => {
  it('changes window and charts at once', async () => {
    const { page } = app;
    await showView(page, 'Train');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await setTheme('light');
    const light = [await background(), await pictureOf(chartOf(page, 'Loss'))];
    await setTheme('dark');
    const dark = [await background(), await pictureOf(chartOf(page, 'Loss'))];
    // Nothing but black on white has a contrast of 21: the search for pale text does find what there is.
    expect((await paleTexts(page, 21)).length).toBeGreaterThan(20);
    expect(dark[0]).not.toBe(light[0]);
    expect(dark[1]).not.toBe(light[1]);
  });
});

describe('Tab', () => {
  it('leads through the main controls with the focus in sight', async () => {
    const { page } = app;
    expect(await stateOf(page)).toBe('diverged');
    const first = runButton(page);
    await goToPart(page, 'header');
    const names: string[] = [];
    do {
      const { what, isSeen } = await focusedElement(page);
      names.push(what);
      expect(isSeen, what).toBe(true);
      await page.keyboard.press('Tab');
    } while (names.length < 100 && !(await first.evaluate((element) => element === document.activeElement)));
    const wanted = [
      'Step',
      'Reset',
      'Learning rate',
      '1Data',
      'Stop after',
      'Train',
      'Use ',
      'Loss over',
      'Copy',
    ];
    for (const name of wanted) expect(names.join('\n')).toContain(name);
  });

  it('writes no error', () => expect(app.errors).toEqual([]));
});
