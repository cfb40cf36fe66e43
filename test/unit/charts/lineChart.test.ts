// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Drawing } from '../../../renderer/charts/ends';
import LossChart from '../../../renderer/charts/LossChart.vue';
import { lossWords } from '../../../renderer/charts/lossSeries';
import { createTrace } from '../../../renderer/charts/trace';
import WeightsChart from '../../../renderer/charts/WeightsChart.vue';
import { childrenOf, readXml, type XmlNode } from '../../../workers/core/export/readXml';
import { DEFAULT_METHOD } from '../../../workers/core/training/defaults';
import { recordLength } from '../../../workers/core/training/record';
import { metricFrame, parametersOf, range } from '../../support/metricFrames';

/** Stands for Chart.js: remembers what it is told to draw, on a plot from x = 100 to x = 500. */
const drawn: Drawing[] = [];
vi.mock('../../../renderer/charts/lineChart', () => ({
  createLineChart: () => {
    const axis = () => drawn.at(-1)?.x ?? { min: 0, max: 1 };
    return {
      draw: (drawing: Drawing) => drawn.push(drawing),
      resize: () => undefined,
      area: () => ({ left: 100, right: 500, top: 0, bottom: 200 }),
      xOf: (step: number) => 100 + ((step - axis().min) / (axis().max - axis().min)) * 400,
      yOf: () => 50,
      stepAt: (x: number) => axis().min + ((x - 100) / 400) * (axis().max - axis().min),
      destroy: () => undefined,
    };
  },
}));

class FixedSize {
  constructor(private readonly changed: () => void) {}
  observe(): void {
    queueMicrotask(this.changed);
  }
  disconnect(): void {}
}

let frames: (() => void)[] = [];
async function nextFrame(): Promise<void> {
  await flushPromises();
  const due = frames;
  frames = [];
  for (const frame of due) frame();
  await flushPromises();
}

beforeEach(() => {
  drawn.length = 0;
  frames = [];
  vi.stubGlobal('ResizeObserver', FixedSize);
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = [];
  });
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(220);
  vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue(undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function lossChart(): Promise<{ chart: VueWrapper; plot: ReturnType<VueWrapper['find']> }> {
  const trace = createTrace(recordLength(1, 2));
  trace.append(metricFrame(range(0, 1001), { loss: (step) => 1000 - step }));
  const words = lossWords(DEFAULT_METHOD);
  const chart = mount(LossChart, { props: { trace, version: 1, maxSteps: 1000, finished: false, words } });
  await nextFrame();
  return { chart, plot: chart.find('[role=application]') };
}
const shownSteps = (): [number, number] => [drawn.at(-1)?.x.min ?? NaN, drawn.at(-1)?.x.max ?? NaN];

describe('the chart of the loss', () => {
  test('shows the distance to the optimum once that is known', async () => {
    const { chart, plot } = await lossChart();
    expect(chart.find('[aria-label="distance to the optimum"]').exists()).toBe(false);
    await chart.setProps({ leastLoss: -100 });
    await chart.find('[aria-label="distance to the optimum"]').trigger('click');
    await nextFrame();
    const points = drawn.at(-1)?.series[0]?.points ?? [];
    // 1000 - step, less -100, as exponents of ten.
    expect(points.at(0)?.y).toBeCloseTo(Math.log10(1100), 12);
    expect(points.at(-1)?.y).toBeCloseTo(2, 12);
    expect(plot.attributes('aria-label')).toContain('L − L* from 1,100 to 100');
    expect(chart.text()).toContain('100 above the least, −100');
    chart.unmount();
  });
});

describe('a chart of lines', () => {
  test('is saved as lines and text with the axis, the zoom and the lines that are on the screen', async () => {
    const { chart, plot } = await lossChart();
    const saved = async (): Promise<XmlNode> => {
      await chart.find('[aria-label="Save the chart as an SVG file"]').trigger('click');
      const [svg, name] = chart.emitted<[string, string]>('saveSvg')!.at(-1)!;
      expect(name).toBe('loss.svg');
      return readXml(svg);
    };
    const texts = (svg: XmlNode): string[] => childrenOf(svg, 'text').map(({ text }) => text);
    const all = await saved();
    // 1,000 down to 0 on a logarithmic axis; the norm of the gradient is hidden.
    expect(texts(all)).toEqual(expect.arrayContaining(['Loss', '1,000', '100', '10', '0', 'Step']));
    expect(texts(all).filter((text) => text === 'gradient norm')).toEqual([]);
    expect(childrenOf(childrenOf(all, 'svg')[0]!, 'path')).toHaveLength(1);
    await plot.trigger('keydown', { key: '+' });
    await nextFrame();
    expect(texts(await saved())).not.toEqual(texts(all));
    chart.unmount();
  });

  test('draws once a frame, however often it is told of something new', async () => {
    const { chart } = await lossChart();
    const before = drawn.length;
    await chart.setProps({ version: 2 });
    await chart.setProps({ version: 3 });
    await nextFrame();
    expect(drawn.length).toBe(before + 1);
    chart.unmount();
  });

  test('shows the steps that were dragged over, with more of their records, and all again on Escape', async () => {
    const { chart, plot } = await lossChart();
    expect(shownSteps()).toEqual([0, 1000]);
    const all = drawn.at(-1)?.series[0]?.points ?? [];
    await plot.trigger('pointerdown', { button: 0, clientX: 200, pointerId: 1 });
    await plot.trigger('pointermove', { clientX: 240, pointerId: 1 });
    await plot.trigger('pointerup', { clientX: 240, pointerId: 1 });
    await nextFrame();
    expect(shownSteps()).toEqual([250, 350]);
    const inside = (points: readonly { x: number }[]): number =>
      points.filter((point) => point.x >= 250 && point.x <= 350).length;
    expect(inside(drawn.at(-1)?.series[0]?.points ?? [])).toBe(101);
    expect(inside(all)).toBeLessThan(101);
    await plot.trigger('keydown', { key: 'Escape' });
    await nextFrame();
    expect(shownSteps()).toEqual([0, 1000]);
    chart.unmount();
  });

  test('goes back to all steps on a double click and on its button, and ignores a click', async () => {
    const { chart, plot } = await lossChart();
    await plot.trigger('pointerdown', { button: 0, clientX: 200, pointerId: 1 });
    await plot.trigger('pointerup', { clientX: 202, pointerId: 1 });
    await nextFrame();
    expect(shownSteps()).toEqual([0, 1000]);
    for (const reset of [() => plot.trigger('dblclick'), () => chart.find('.reset').trigger('click')]) {
      await plot.trigger('keydown', { key: '+' });
      await nextFrame();
      expect(shownSteps()).toEqual([500, 1000]);
      await reset();
      await nextFrame();
      expect(shownSteps()).toEqual([0, 1000]);
    }
    chart.unmount();
  });

  test('reads what has come to lie under a resting pointer', async () => {
    const { chart, plot } = await lossChart();
    const at = (x: number) => ({ clientX: x, button: 0, pointerId: 1 });
    await plot.trigger('pointerdown', at(100));
    await plot.trigger('pointermove', at(300));
    await plot.trigger('pointerup', at(300));
    await nextFrame();
    // Half of steps 0 to 500, and then of 0 to 1,000.
    expect(chart.find('.step').text()).toBe('250');
    await plot.trigger('dblclick');
    await nextFrame();
    expect(chart.find('.step').text()).toBe('500');
    chart.unmount();
  });

  test('draws what is predicted before there is a run, and beside it', async () => {
    const prediction = { least: 1, gapAt: (step: number) => 99 / (step + 1) };
    const words = lossWords({ ...DEFAULT_METHOD, penalty: { l1: 0, l2: 1, bias: false } });
    const chart = mount(LossChart, {
      props: { trace: null, version: 1, maxSteps: 9, finished: false, words, prediction },
    });
    await nextFrame();
    const last = (): unknown => drawn.at(-1)?.series.at(-1)?.points.map(({ y }) => 10 ** y);
    expect(last()).toEqual(range(0, 10).map((step) => expect.closeTo(1 + 99 / (step + 1), 9)));
    expect(chart.text()).toContain('Objective');
    expect(chart.text()).toContain('mean squared error and penalty');
    await chart.setProps({ prediction: { least: 1, gapAt: () => 9 } });
    await nextFrame();
    expect(last()).toEqual(range(0, 10).map(() => expect.closeTo(10, 9)));
    await chart.setProps({ prediction: null });
    await nextFrame();
    expect(chart.text()).not.toContain('Predicted');
    chart.unmount();
  });

  test('reads the nearest step under the pointer and by arrow keys, and says it', async () => {
    const { chart, plot } = await lossChart();
    expect(chart.find('.value').text()).toBe('0');
    await plot.trigger('pointermove', { clientX: 300, pointerId: 1 });
    await nextFrame();
    expect(chart.find('.value').text()).toBe('500.00');
    await plot.trigger('keydown', { key: 'ArrowLeft' });
    expect(chart.find('[aria-live]').text()).toBe('Step 499: Loss 501.00');
    await plot.trigger('pointerleave');
    await nextFrame();
    expect(chart.find('.value').text()).toBe('0');
    chart.unmount();
  });

  test('sums itself up in words', async () => {
    const { chart, plot } = await lossChart();
    expect(plot.attributes('aria-label')).toBe('Loss over steps 0 to 1,000: from 1,000 to 0');
    chart.unmount();
  });

  test('marks a loss of zero on the logarithmic axis and has a linear one', async () => {
    const { chart } = await lossChart();
    expect(drawn.at(-1)?.y.ticks[0]?.label).toBe('0');
    const lastPoint = drawn.at(-1)?.series[0]?.points.at(-1);
    expect(lastPoint?.y).toBe(drawn.at(-1)?.y.min);
    await chart.findAll('button').find((button) => button.text() === 'linear')?.trigger('click');
    await nextFrame();
    expect(drawn.at(-1)?.y.max).toBe(1000);
    chart.unmount();
  });
});

describe('the chart of weights', () => {
  test('hides a weight from its legend and shows the bias on request', async () => {
    const frame = metricFrame(range(0, 11), { nFeatures: 3 });
    const trace = createTrace(frame.recordLength);
    trace.append(frame);
    const chart = mount(WeightsChart, {
      props: { trace, version: 1, maxSteps: 10, finished: true, parameters: parametersOf('a', 'b', 'c'), pinned: [0, 2] },
    });
    await nextFrame();
    const labels = () => drawn.at(-1)?.series.map((series) => series.label);
    expect(labels()).toEqual(['a', 'c']);
    expect(chart.text()).toContain('2 of 3 shown');
    const [a, , bias] = chart.findAll('.entry');
    await a?.trigger('click');
    await nextFrame();
    expect(labels()).toEqual(['c']);
    await bias?.trigger('click');
    expect(chart.emitted('update:pinned')).toEqual([[[0, 2, 3]]]);
    await chart.setProps({ pinned: [0, 2, 3] });
    await nextFrame();
    expect(labels()).toEqual(['c', 'b (bias)']);
    chart.unmount();
  });
});
