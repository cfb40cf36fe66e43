import { basename } from 'node:path';
import type { Locator, Page } from 'playwright';
import type { RunningApp } from './app';

export type WindowState =
  'empty' | 'importing' | 'ready' | 'running' | 'paused' | 'finished' | 'diverged' | 'failed';

/** Until the window has drawn this state. */
export const waitForState = (page: Page, state: WindowState): Promise<void> =>
  page.locator(`html[data-state="${state}"]`).waitFor({ state: 'attached' });

export const stateOf = (page: Page): Promise<string | null> =>
  page.locator('html').getAttribute('data-state');

export const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });

/** What the status line said last. */
export const messageOf = (page: Page): Locator => page.locator('footer').getByRole('status');

export const waitForMessage = (page: Page, text: string): Promise<void> =>
  messageOf(page).filter({ hasText: text }).waitFor();

/** The sentence about what went wrong, waiting to be dismissed. */
export const bannerOf = (page: Page): Locator =>
  page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Dismiss' }) });

export const dialogOf = (page: Page): Locator => page.getByRole('dialog');

/** Chooses the file in the system's dialog, up to the proposal or to why there is none. */
export async function proposeFile(app: RunningApp, path: string): Promise<Locator> {
  await app.chooseInOpenDialog(path);
  await app.page.keyboard.press('Control+o');
  const dialog = dialogOf(app.page);
  await dialog.getByText(`Import ${basename(path)}`).waitFor();
  await dialog.getByText('Looking at the file…').first().waitFor({ state: 'hidden' });
  return dialog;
}

/** Imports the file as proposed. */
export async function importFile(app: RunningApp, path: string): Promise<void> {
  const dialog = await proposeFile(app, path);
  await button(dialog, 'Import').click();
  await dialog.waitFor({ state: 'hidden' });
  await waitForMessage(app.page, `Opened ${basename(path)}`);
  await waitForState(app.page, 'ready');
}

/** Opens a sample by its card in the empty window. */
export async function openSample(page: Page, title: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: title }).click();
  await waitForMessage(page, 'Opened');
  await waitForState(page, 'ready');
}

export type Section = 'Data' | 'Model' | 'Parameters' | 'Algorithm' | 'Loss';

/** Unfolds a section on the left, unless it is open. */
export async function openSection(page: Page, title: Section): Promise<Locator> {
  const section = page.locator('aside').getByRole('region', { name: title, exact: true });
  const head = section.getByRole('button').first();
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  return section;
}

/** Unfolds what is seldom wanted of a section. */
export async function openMore(page: Page, title: Section): Promise<Locator> {
  const section = await openSection(page, title);
  const fold = button(section, 'More');
  if ((await fold.getAttribute('aria-expanded')) !== 'true') await fold.click();
  return section;
}

export const showView = (page: Page, title: 'Data' | 'Train' | 'Understand' | 'Evaluate' | 'Predict' | 'Export' | 'Runs'): Promise<void> =>
  page.getByRole('tab', { name: title, exact: true }).click();

/** Replaces what a field holds, as a person would, and confirms it. */
export async function type(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

/** The bar on top, with the run's controls. */
export const transportOf = (page: Page): Locator => page.getByRole('banner');

/** Run, Pause, Continue or Run again, as the run stands. */
export const runButton = (page: Page): Locator =>
  transportOf(page).getByRole('button', { name: /^(Run|Pause|Continue|Run again)$/ });

export const learningRateField = (page: Page): Locator =>
  transportOf(page).getByRole('textbox', { name: 'Learning rate', exact: true });

export const maxStepsField = async (page: Page): Promise<Locator> =>
  (await openSection(page, 'Algorithm')).getByLabel('Stop after');

const stepLocator = (page: Page): Locator => transportOf(page).getByText(/^step /);
const stepIn = (text: string): number => Number(text.replace('step', '').replaceAll(',', ''));

/** The step that the transport bar shows. */
export const stepOf = async (page: Page): Promise<number> => stepIn(await stepLocator(page).innerText());

export const waitForStep = (page: Page, step: number): Promise<void> =>
  transportOf(page)
    .getByText(`step ${step.toLocaleString('en-US')}`, { exact: true })
    .waitFor();

/** Until the run is at work. */
export const waitForFirstStep = (page: Page): Promise<void> =>
  transportOf(page)
    .getByText(/^step [1-9]/)
    .waitFor();

/** The parameters as the table holds them, to the last digit, by name. */
export async function parametersOf(page: Page): Promise<Record<string, number>> {
  const rows = await page
    .getByRole('table', { name: 'Parameters' })
    .locator('[role=row]:has([role=rowheader])')
    .all();
  const entries = rows.map(async (row) => {
    const name = await row.getByRole('rowheader').innerText();
    return [name.trim(), Number(await row.getByRole('cell').first().getAttribute('title'))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Goes there by Tab alone, as a person without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}.`);
}
const MOST_TABS = 60;

/** F6 until the focus is in that part of the window. */
export async function goToPart(page: Page, part: 'header' | 'aside' | 'main'): Promise<void> {
  const holdsFocus = (): Promise<boolean> =>
    page.locator(`.window > ${part}`).evaluate((element) => element.contains(document.activeElement));
  do await page.keyboard.press('F6');
  while (!(await holdsFocus()));
}
