// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultPinned } from '../../../renderer/charts/pinned';
import ChartLegend from '../../../renderer/charts/ChartLegend.vue';
import { createTrace } from '../../../renderer/charts/trace';
import { useThrottled } from '../../../renderer/charts/useThrottled';
import IterationLog from '../../../renderer/components/log/IterationLog.vue';
import { iterationWidth, logColumns, logNote, ordinal, parameterWidth } from '../../../renderer/components/log/logColumns';
import ParameterTable from '../../../renderer/components/parameters/ParameterTable.vue';
import { matchingParameters, parametersText, parameterValues } from '../../../renderer/components/parameters/rows';
import { parameterSet } from '../../../renderer/format/parameters';
import RowGrid from '../../../renderer/components/grid/RowGrid.vue';
import { recordLength } from '../../../workers/core/training/record';
import { effectScope, nextTick, ref } from 'vue';
import { metricFrame, parametersOf, range } from '../../support/metricFrames';

// happy-dom lays nothing out: every element is said to be 800 x 400.
class FixedSize {
  constructor(private readonly changed: () => void) {}
  observe(): void {
    queueMicrotask(this.changed);
  }
  disconnect(): void {}
}
beforeEach(() => {
  vi.stubGlobal('ResizeObserver', FixedSize);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the table of parameters', () => {
  const scaling = { means: [10], scales: [2] };
  const frame = metricFrame(range(0, 4));

  test('shows weights, gradient and next change in the units of the file, the bias last', async () => {
    const trace = createTrace(recordLength(1, 2));
    trace.append(frame);
    const table = mount(ParameterTable, {
      props: { parameters: parametersOf('<b>age</b>'), scaling, frame, trace, version: 1, pinned: [0] },
    });
    await flushPromises();
    const rows = table.findAll('[role=row]').slice(1);
    // theta = [3, 103] in the training space: w = 3 / 2, b = 103 - 1.5 * 10.
    // Gradient -2 for both: dL/dw = 2 * -2 + 10 * -2; change = -0.5 * -2 / 2, and for b -0.5 * (-2 + 10 * 2 / 2).
    const texts = rows.map((row) => row.findAll('[role=rowheader], [role=cell]').slice(0, 4).map((cell) => cell.text()));
    expect(texts).toEqual([
      ['<b>age</b>', '1.500000', '−24.000', '+0.5000'],
      ['b (bias)', '88.00000', '−2.0000', '−4.000'],
    ]);
    await rows[1]?.find('input').setValue(true);
    expect(table.emitted('update:pinned')).toEqual([[[0, 1]]]);
    table.unmount();
  });

  test('renders only the rows in sight of a thousand', async () => {
    const nFeatures = 1000;
    const many = metricFrame([0], { nFeatures });
    const trace = createTrace(many.recordLength);
    trace.append(many);
    const table = mount(ParameterTable, {
      props: {
        parameters: parametersOf(...range(0, nFeatures).map((index) => `x${index}`)),
        scaling: { means: Array<number>(nFeatures).fill(0), scales: Array<number>(nFeatures).fill(1) },
        frame: many,
        trace,
        version: 1,
        pinned: [],
      },
    });
    await flushPromises();
    expect(table.findAll('[role=rowheader]').length).toBeLessThan(30);
    expect(table.find('[role=table]').attributes('aria-rowcount')).toBe('1002');
    await table.find('input[type=search]').setValue('x99');
    // x99, x990 to x999, and the bias.
    expect(table.findAll('[role=rowheader]').length).toBe(12);
    table.unmount();
  });

  test('finds names regardless of case and copies with full precision', () => {
    const found = matchingParameters(parametersOf('Age', 'average', 'x'), 'AGE');
    expect(found.map(({ index }) => index)).toEqual([0, 1, 3]);
    const values = parameterValues(metricFrame([1 / 3]), { means: [0], scales: [1] });
    const parameters = parametersOf('a\tb');
    const lines = parametersText(parameters, values).split('\n');
    expect(lines).toEqual([
      'parameter\tweight\tgradient\tnext change',
      'a b\t0.3333333333333333\t-2\t1',
      'b (bias)\t100.33333333333333\t-2\t1',
    ]);
    const withTwin = parametersText(parameters, values, [1 / 3, 100]).split('\n');
    expect(withTwin).toEqual([
      'parameter\tweight\texact\tdigits agreed\tgradient\tnext change',
      `a b\t0.3333333333333333\t${1 / 3}\t15.0\t-2\t1`,
      // |100.333 - 100| / 100 = 10^-2.477
      'b (bias)\t100.33333333333333\t100\t2.5\t-2\t1',
    ]);
  });
});

describe('parameters of several classes', () => {
  const parameters = parameterSet({ featureNames: ['x1', 'x2'], outputNames: ['cat', 'dog'], intercept: true });

  test('are named by class and feature, each class with its own bias', () => {
    expect(parameters.entries.map(({ index, name }) => [index, name])).toEqual([
      [0, 'cat · x1'],
      [1, 'cat · x2'],
      [2, 'cat · b (bias)'],
      [3, 'dog · x1'],
      [4, 'dog · x2'],
      [5, 'dog · b (bias)'],
    ]);
    expect(defaultPinned(parameters)).toEqual([0, 1, 3, 4]);
    expect(matchingParameters(parameters, 'dog').map(({ index }) => index)).toEqual([3, 4, 5]);
    expect(logColumns(20, parameters).map(({ name, offset }) => [name, offset])).toEqual([
      ['iteration', 0],
      ...parameters.entries.map(({ name, index }) => [name, 14 + index]),
      ['loss', 1],
    ]);
  });

  test('without an intercept have no bias to show', () => {
    const { entries, count } = parameterSet({ featureNames: ['x1'], outputNames: null, intercept: false });
    expect(entries.map(({ name }) => name)).toEqual(['x1']);
    expect(count).toBe(2);
  });
});

describe('the log of iterations', () => {
  test('lists iteration, weights, b and loss, and says what it leaves out', async () => {
    const trace = createTrace(recordLength(1, 2));
    trace.append(metricFrame(range(0, 12, 4), { stride: 4, loss: (step) => step / 8 }));
    const log = mount(IterationLog, { props: { trace, version: 1, parameters: parametersOf('x1') } });
    await flushPromises();
    const rows = log.findAll('[role=row]').map((row) => row.findAll('span').map((cell) => cell.text()));
    expect(rows).toEqual([
      ['iteration', 'x1', 'b', 'loss'],
      ['0', '0', '100.000', '0'],
      ['4', '4.00000', '104.000', '0.500000'],
      ['8', '8.00000', '108.000', '1.00000'],
    ]);
    expect(log.text()).toContain('every 4th iteration shown; the saved log has all');
    await log.find('button').trigger('click');
    expect(log.emitted('save')).toHaveLength(1);
    log.unmount();
  });

  test('shows the first few of many weights', () => {
    const names = range(0, 100).map((index) => `x${index}`);
    expect(logColumns(recordLength(1, 101), parametersOf(...names)).map((column) => column.name)).toEqual([
      'iteration',
      ...names.slice(0, 8),
      'b',
      'loss',
    ]);
    expect(logNote(1, 100)).toBe('every iteration, 8 of 100 weights; the saved log has all');
    expect([1, 2, 3, 4, 11, 12, 21, 1024].map(ordinal)).toEqual(
      ['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '1,024th'],
    );
  });
});

describe('the columns of the log', () => {
  test('share the room that iteration and loss leave, and never get too narrow for a number', () => {
    expect(parameterWidth(75, 6)).toBe(12);
    expect(parameterWidth(75, 8)).toBe(9);
    expect(parameterWidth(75, 30)).toBe(8);
    expect(parameterWidth(500, 2)).toBe(13);
    expect(iterationWidth(1000)).toBe(11);
    expect(iterationWidth(1_000_000_000)).toBe('1,000,000,000 '.length);
  });
});

describe('the legend of a chart', () => {
  test('tells which series are shown and asks to hide one', async () => {
    const spec = { offset: 1, color: 1, dash: [], visible: true };
    const legend = mount(ChartLegend, {
      props: {
        series: [
          { ...spec, id: 'a', label: 'Loss' },
          { ...spec, id: 'b', label: 'Norm', visible: false },
        ],
        values: [0.5, NaN],
      },
    });
    const buttons = legend.findAll('button');
    expect(buttons.map((button) => button.attributes('aria-pressed'))).toEqual(['true', 'false']);
    expect(buttons.map((button) => button.find('.value').text())).toEqual(['0.50000', '–']);
    await buttons[1]?.trigger('click');
    expect(legend.emitted('toggle')).toEqual([['b']]);
  });
});

describe('the grid of rows', () => {
  const columns = [
    { index: 0, name: '__proto__', type: 'number' as const },
    { index: 1, name: 'city', type: 'text' as const },
  ];
  const rowsFrom = (rowStart: number, count: number) =>
    Promise.resolve({
      rowStart,
      rows: range(rowStart, rowStart + count).map((row) => [row === 1 ? null : String(row), '<i>Oslo</i>']),
    });

  test('shows cells as text, and a missing one as a dash with a title', async () => {
    const grid = mount(RowGrid, { props: { nRows: 10_000_000, columns, profiles: null, isComputing: true, fetchPage: rowsFrom } });
    await flushPromises();
    const cells = grid.findAll('[role=gridcell]');
    expect(cells.slice(0, 4).map((cell) => cell.text())).toEqual(['0', '<i>Oslo</i>', '–', '<i>Oslo</i>']);
    expect(cells[2]?.attributes('title')).toBe('Missing value');
    expect(grid.find('[role=grid]').attributes('aria-rowcount')).toBe('10000001');
    expect(cells.length).toBeLessThan(60);
    grid.unmount();
  });

  test('says where there are no statistics, and offers to compute them', async () => {
    const grid = mount(RowGrid, {
      props: { nRows: 10, columns, profiles: null, isComputing: true, fetchPage: rowsFrom },
    });
    await flushPromises();
    expect(grid.find('[role=columnheader] .none').text()).toBe('Computing statistics…');
    await grid.setProps({ isComputing: false });
    expect(grid.find('[role=columnheader] .none').text()).toBe('no statistics');
    await grid.findAll('button').find((button) => button.text() === 'Compute')?.trigger('click');
    expect(grid.emitted('compute')).toHaveLength(1);
    grid.unmount();
  });

  test('goes to its last row with the keyboard and to any row by number', async () => {
    const grid = mount(RowGrid, { props: { nRows: 10_000_000, columns, profiles: null, isComputing: true, fetchPage: rowsFrom } });
    await flushPromises();
    await grid.find('[role=grid]').trigger('keydown', { key: 'End', ctrlKey: true });
    await flushPromises();
    expect(grid.findAll('[role=rowheader]').at(-1)?.text()).toBe('10,000,000');
    expect(grid.findAll('[role=gridcell]').at(-2)?.text()).toBe('9999999');
    await grid.find('form input').setValue('5,000,000');
    await grid.find('form').trigger('submit');
    expect(grid.find('[role=rowheader]').text()).toBe('5,000,000');
    await grid.find('form input').setValue('0');
    await grid.find('form').trigger('submit');
    expect(grid.find('.problem').text()).toBe('Give a whole number from 1 to 10,000,000.');
    grid.unmount();
  });
});

describe('following a number that changes fast', () => {
  test('takes the first change at once and the last one after a while', async () => {
    vi.useFakeTimers();
    const version = ref(0);
    const scope = effectScope();
    const followed = scope.run(() => useThrottled(() => version.value, () => false));
    const seen: (number | undefined)[] = [];
    for (let frame = 1; frame <= 3; frame++) {
      version.value = frame;
      await nextTick();
      seen.push(followed?.value);
    }
    expect(seen).toEqual([1, 1, 1]);
    vi.advanceTimersByTime(100);
    expect(followed?.value).toBe(3);
    version.value = 4;
    scope.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
