// @vitest-environment happy-dom
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contourPaths } from '../../../renderer/components/understand/surface/contourPaths';
import { mapScale, ticksWithin, toPixel, toPoint } from '../../../renderer/components/understand/surface/mapScale';
import SurfacePanel from '../../../renderer/components/understand/surface/SurfacePanel.vue';
import { useRun } from '../../../renderer/stores/run';
import { useSettings } from '../../../renderer/stores/settings';
import { useHands } from '../../../renderer/understand/hands';
import { useMoment } from '../../../renderer/understand/moment';
import { layOut, onPanel, settled } from './onPanel';

let view: VueWrapper | null = null;
beforeEach(() => layOut(600, 400));
afterEach(() => {
  view?.unmount();
  view = null;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const open = async (): Promise<VueWrapper> => {
  ({ view } = await onPanel(SurfacePanel));
  return view;
};
const mapOf = (panel: VueWrapper) => panel.get('[aria-roledescription=map]');
const numbers = (text: string): number[] =>
  [...text.replaceAll('−', '-').matchAll(/-?\d+\.?\d*(e-?\d+)?/g)].map(([found]) => Number(found));

describe('the scale of a map', () => {
  const scale = mapScale({ left: -2, right: 2, bottom: 10, top: 30 }, { width: 500, height: 400 });

  it('gives back the point under a pixel', () => {
    const { x, y } = toPoint(scale, toPixel(scale, { x: 1.25, y: 17 }));
    expect(x).toBeCloseTo(1.25, 12);
    expect(y).toBeCloseTo(17, 12);
  });

  it('has its corners at the corners of the plot, the larger y above', () => {
    const { left, top, width, height } = scale.plot;
    expect(toPixel(scale, { x: -2, y: 30 })).toEqual({ x: left, y: top });
    expect(toPixel(scale, { x: 2, y: 10 })).toEqual({ x: left + width, y: top + height });
  });

  it('has round numbers at its side', () => {
    expect(ticksWithin(-0.31, 1.1, 5).map(({ label }) => label)).toEqual(['0', '0.5', '1.0']);
    expect(ticksWithin(1, 1, 5)).toEqual([]);
  });
});

describe('contours', () => {
  it('of a round bowl are circles of the radius that the level says', () => {
    const size = 9;
    const values = Float64Array.from({ length: 81 }, (_, k) => ((k % size) - 4) ** 2 + (Math.floor(k / size) - 4) ** 2);
    const rings = contourPaths({ values, size }).filter(({ level }) => level < 12);
    expect(rings.length).toBeGreaterThan(5);
    for (const { level, path } of rings) {
      const points = [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)];
      for (const [, x, y] of points) expect(Math.hypot(Number(x) - 4, Number(y) - 4)).toBeCloseTo(Math.sqrt(level), 1);
    }
  });

  it('leave out nothing where values run out of the range of numbers', () => {
    const values = Float64Array.from({ length: 81 }, (_, k) => (k % 9 > 6 ? Infinity : k % 9));
    expect(contourPaths({ values, size: 9 }).length).toBeGreaterThan(2);
  });
});

describe('the error surface', () => {
  it('is drawn from coarse to fine, with the path of the run and the point that is shown', async () => {
    const panel = await open();
    expect(mapOf(panel).attributes('data-grid')).toBe('65');
    expect(panel.findAll('.contour').length).toBeGreaterThan(8);
    expect(panel.get('.path').attributes('points')?.split(' ').length).toBeGreaterThan(10);
    const [x = NaN, y = NaN] = useMoment().rawTheta ?? [];
    const label = mapOf(panel).attributes('aria-label') ?? '';
    const said = numbers(label.slice(label.indexOf('present point')).replace(/x\d/g, ''));
    expect(said[0]).toBeCloseTo(x, 2);
    expect(said[1]).toBeCloseTo(y, 2);
  });

  it('sets the start of the next run where it is clicked, and can run from there at once', async () => {
    const panel = await open();
    const map = mapOf(panel);
    const at = { clientX: 200, clientY: 150, button: 0, pointerId: 1 };
    Object.assign(map.element, { setPointerCapture: () => undefined });
    await map.trigger('pointerdown', at);
    await map.trigger('pointerup', at);
    const settings = useSettings();
    expect(settings.initKind).toBe('given');
    expect(panel.get('.start').text()).toBe('start here');
    const init = settings.runSettings?.init;
    const [first, second] = init?.kind === 'given' ? init.weights : [];
    const before = useRun().info?.runId;
    await panel.findAll('button').find((one) => one.text() === 'Run from here')?.trigger('click');
    await settled();
    const { info } = useRun();
    expect(info?.runId).not.toBe(before);
    expect(info?.settings.init).toEqual(init);
    // In the upper left of a window that has start (0, 0) and optimum in it.
    expect(first).toBeGreaterThan(-5);
    expect(second).toBeGreaterThan(0);
  });

  it('is walked over by keys: a crosshair goes from the present point, and Enter starts there', async () => {
    const panel = await open();
    const map = mapOf(panel);
    for (let k = 0; k < 4; k++) await map.trigger('keydown', { key: 'ArrowRight' });
    await settled();
    const [x = NaN, y = NaN] = useMoment().rawTheta ?? [];
    const said = panel.get('.reading').text();
    expect(said).toMatch(/L = \d/);
    const [, shownX = NaN, , shownY = NaN] = numbers(said);
    expect(shownX).toBeGreaterThan(x);
    expect(shownY).toBeCloseTo(y, 2);
    expect(panel.findAll('[aria-live=polite]').some((one) => one.text() === said)).toBe(true);
    await map.trigger('keydown', { key: 'Enter' });
    const init = useSettings().runSettings?.init;
    expect(init?.kind === 'given' ? init.weights[1] : NaN).toBeCloseTo(y, 9);
  });

  it('is moved and zoomed by keys, and computed anew, until Escape shows the whole path', async () => {
    const panel = await open();
    const map = mapOf(panel);
    const ticks = (): string => panel.findAll('.axes text').map((one) => one.text()).join();
    const whole = ticks();
    for (let k = 0; k < 6; k++) await map.trigger('keydown', { key: '+' });
    await settled();
    expect(ticks()).not.toBe(whole);
    expect(map.attributes('data-grid')).toBe('65');
    expect(panel.text()).toContain('Whole path');
    await map.trigger('keydown', { key: 'Escape' });
    await settled();
    expect(ticks()).toBe(whole);
    expect(panel.text()).not.toContain('Whole path');
  });

  it('is drawn over the extreme eigenvectors, whose eigenvalues it names', async () => {
    const panel = await open();
    const over = panel.get('select').element;
    over.selectedIndex = 1;
    over.dispatchEvent(new Event('change'));
    await settled();
    expect(panel.text()).toMatch(/steepest direction \(λ [\d.]+\)/);
    expect(mapOf(panel).attributes('data-grid')).toBe('65');
  });

  it('tells the hands what is drawn', async () => {
    await open();
    expect(useHands().surface).toEqual({ isCompared: false });
  });
});
