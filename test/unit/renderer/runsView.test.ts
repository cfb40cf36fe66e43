// @vitest-environment happy-dom
import { mount, type DOMWrapper, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import RunsView from '../../../renderer/views/RunsView.vue';
import { useApp } from '../../../renderer/stores/app';
import { useDataset } from '../../../renderer/stores/dataset';
import { useKeptRuns } from '../../../renderer/stores/keptRuns';
import { useReopening } from '../../../renderer/stores/reopening';
import { useRun } from '../../../renderer/stores/run';
import { useSettings } from '../../../renderer/stores/settings';
import { FallLineError } from '../../../workers/core/schema';
import { overlay } from '../../../renderer/components/runs/compareRuns';
import { sortRuns } from '../../../renderer/components/runs/runColumns';
import { keptRunOf } from '../../support/keptRuns';
import { settled } from './onPanel';
import { openWindow } from './setup';

let mounted: VueWrapper[] = [];
afterEach(() => {
  mounted.forEach((wrapper) => wrapper.unmount());
  mounted = [];
  vi.unstubAllGlobals();
});

async function show(options: Parameters<typeof openWindow>[0] = {}): Promise<VueWrapper> {
  openWindow(options);
  await useApp().load();
  const view = mount(RunsView, { attachTo: document.body, global: { stubs: { LineChart: true } } });
  mounted.push(view);
  await settled();
  return view;
}
const rowsOf = (view: VueWrapper): DOMWrapper<Element>[] => view.findAll('[role=row][aria-selected]');
const button = (view: VueWrapper, name: string): DOMWrapper<Element> => view.findAll('button').find((one) => one.text().startsWith(name))!;
const press = async (view: VueWrapper, key: string): Promise<void> => {
  await view.find('[role=grid]').trigger('keydown', { key });
  await settled();
};

describe('the Runs view', () => {
  it('invites to make the first run', async () => {
    const view = await show({ overrides: { 'kept-runs/list': () => ({ runs: [], damaged: [], folder: '/f', byteLength: 0 }) } });
    expect(view.text()).toContain('No run is kept yet');
    expect(button(view, 'Export all (CSV)…').attributes('aria-disabled')).toBe('true');
  });

  it('sorts by its heads, and says by which', async () => {
    const view = await show();
    expect(rowsOf(view)).toHaveLength(3);
    const head = view.findAll('[role=columnheader]').find((one) => one.text().startsWith('η'))!;
    await head.find('button').trigger('click');
    expect(head.attributes('aria-sort')).toBe('descending');
    expect(rowsOf(view).map((row) => row.text().includes('0.3'))).toEqual([true, false, false]);
    await head.find('button').trigger('click');
    expect(head.attributes('aria-sort')).toBe('ascending');
    expect(rowsOf(view)[2]!.text()).toContain('0.3');
  });

  it('is used by keys alone: arrows, space, F2, Delete and Undo', async () => {
    const view = await show();
    await press(view, 'ArrowDown');
    await press(view, ' ');
    expect(rowsOf(view).map((row) => row.attributes('aria-selected'))).toEqual(['false', 'true', 'false']);
    await press(view, 'F2');
    const field = view.find('input[aria-label="Name of the run"]');
    await field.setValue('second');
    await field.trigger('keydown', { key: 'Enter' });
    await settled();
    expect(rowsOf(view)[1]!.text()).toContain('second');
    await press(view, 'Delete');
    expect(rowsOf(view)).toHaveLength(2);
    await button(view, 'Undo').trigger('click');
    await settled();
    expect(rowsOf(view)[1]!.text()).toContain('second');
  });

  it('shows of several runs the settings that differ, and the others against a baseline', async () => {
    const view = await show();
    await rowsOf(view)[0]!.trigger('click');
    await button(view, 'Pin as baseline').trigger('click');
    await settled();
    expect(rowsOf(view)[0]!.text()).toContain('baseline');
    expect(rowsOf(view)[1]!.text()).toMatch(/better|worse/);
    await rowsOf(view)[1]!.trigger('click', { ctrlKey: true });
    await settled();
    const table = view.find('[aria-label="Settings that differ"]');
    expect(table.findAll('tbody th').map((one) => one.text())).toEqual(['Learning rate']);
  });

  it('goes on with a run: its data, its settings and the run itself', async () => {
    const view = await show();
    await rowsOf(view)[1]!.trigger('click');
    expect(button(view, 'Resume').attributes('aria-disabled')).toBe('true');
    await rowsOf(view)[0]!.trigger('click');
    await button(view, 'Resume').trigger('click');
    await settled();
    expect(useDataset().summary?.fileName).toBe('houses.csv');
    expect(useSettings().learningRate).toBe(0.02);
    expect(useRun().info?.runId).toBe(useKeptRuns().runs[0]!.id);
    expect(useApp().view).toBe('train');
  });

  it('asks for the file where that is gone, and opens what is chosen', async () => {
    const asked: (string | null)[] = [];
    const view = await show({
      overrides: {
        'kept-runs/open-data': ({ path }) => {
          asked.push(path);
          throw new FallLineError('file-not-found', 'The file of this run is no longer there. Choose the file where it is now.');
        },
      },
    });
    await rowsOf(view)[0]!.trigger('click');
    await button(view, 'Open its settings').trigger('click');
    await settled();
    expect(useReopening().withoutFile?.purpose).toBe('settings');
    await button(view, 'Choose the file…').trigger('click');
    await settled();
    expect(asked).toEqual([null, '/data/houses.csv']);
  });

  it('lists folders that are damaged, with the way out', async () => {
    const removed: string[] = [];
    const view = await show({
      overrides: {
        'kept-runs/list': () => ({ runs: [], damaged: [{ id: 'x', message: 'The kept run x cannot be read: its file is missing. Delete it.' }], folder: '/f', byteLength: 0 }),
        'kept-runs/delete': ({ ids }) => {
          removed.push(...ids);
          return null;
        },
      },
    });
    expect(view.text()).toContain('its file is missing');
    await view.find('.bar button').trigger('click');
    await settled();
    expect(removed).toEqual(['x']);
  });
});

describe('curves over one another', () => {
  it('hold the value of each run at every place that any has, until its end', () => {
    const trace = (steps: number[], loss: number[]) => ({ steps, epochs: steps, elapsedMs: steps, loss, validationLoss: loss.map(() => null), gradientNorm: loss });
    const [places, a, b] = overlay([trace([0, 2, 4], [3, 2, 1]), trace([0, 1, 2], [9, 8, 7])], 'step', 'loss');
    expect([...places!]).toEqual([0, 1, 2, 4]);
    expect([...a!]).toEqual([3, 3, 2, 1]);
    expect([...b!]).toEqual([9, 8, 7, NaN]);
  });

  it('are in order also where a figure is missing: those come last', () => {
    const runs = [keptRunOf(1, { bestValidationLoss: 2 }), keptRunOf(2), keptRunOf(3, { bestValidationLoss: 1 })];
    const order = (isDescending: boolean) => sortRuns(runs, { key: 'validation', isDescending }).map(({ bestValidationLoss }) => bestValidationLoss);
    expect(order(false)).toEqual([1, 2, null]);
    expect(order(true)).toEqual([2, 1, null]);
  });
});
