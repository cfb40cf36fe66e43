// @vitest-environment happy-dom
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import DialPanel from '../../../renderer/components/understand/dial/DialPanel.vue';
import { straightWins, winnerWords } from '../../../renderer/components/understand/dial/words';
import { etaAt, etaScale, lengthened, positionOf } from '../../../renderer/components/understand/common/etaScale';
import StepPanel from '../../../renderer/components/understand/step/StepPanel.vue';
import { derivativeTex, sumTex, symbolOf, texNumber, updateTex } from '../../../renderer/components/understand/step/stepTex';
import TaylorPanel from '../../../renderer/components/understand/taylor/TaylorPanel.vue';
import { areaOf, pathOf, scalesOf } from '../../../renderer/components/understand/common/curvePlot';
import { useRun } from '../../../renderer/stores/run';
import { useSettings } from '../../../renderer/stores/settings';
import { useTransport } from '../../../renderer/stores/transport';
import { useHands } from '../../../renderer/understand/hands';
import { useMoment } from '../../../renderer/understand/moment';
import { mostRows, sampleNote } from '../../../renderer/understand/rowsUsed';
import type { OptimizerSettings, RunInfo } from '../../../workers/core/schema';
import { onPanel, settled } from './onPanel';
import type { Window } from './setup';

let mounted: VueWrapper[] = [];
afterEach(() => {
  mounted.forEach((wrapper) => wrapper.unmount());
  mounted = [];
  vi.unstubAllGlobals();
});

/** With an optimiser of its own where one is given. */
async function withPanel(panel: Component, optimizer?: OptimizerSettings): Promise<{ window: Window; view: VueWrapper }> {
  const prepare = (): void => {
    if (optimizer !== undefined) useSettings().optimizer = optimizer;
  };
  const opened = await onPanel(panel, { prepare });
  mounted.push(opened.view);
  return opened;
}

const figureOf = (view: VueWrapper, name: string): number => {
  const found = view.findAll('.figures > div').find((row) => row.get('dt').text() === name);
  if (found === undefined) throw new Error(`There is no figure "${name}".`);
  return Number(found.get('dd').attributes('title') ?? NaN);
};

describe('the Taylor lens', () => {
  it('shows prediction, truth and remainder at the present rate: for squared loss nothing is left beyond the second order', async () => {
    const { view } = await withPanel(TaylorPanel);
    const { moment } = useMoment();
    const slope = moment!.gradient.reduce((sum, g) => sum - g * g, 0);
    expect(figureOf(view, 'η u·∇L, first order')).toBeCloseTo(0.01 * slope, 12);
    expect(figureOf(view, 'true change')).toBeCloseTo(figureOf(view, 'second order'), 10);
    expect(figureOf(view, 'neglected')).toBeCloseTo(figureOf(view, 'true change') - figureOf(view, 'η u·∇L, first order'), 12);
    expect(Math.abs(figureOf(view, 'left beyond it'))).toBeLessThan(1e-12 * figureOf(view, 'L(θ)'));
    expect(view.get('.verdict').text()).toContain('< 0 is true');
    expect(view.get('svg[role=img]').attributes('aria-label')).toMatch(/^At η = 0\.01 the first order foretells a change of −/);
  });

  it('lengthens the stride past the limit, where the loss rises though the first order promises a fall', async () => {
    const { view } = await withPanel(TaylorPanel);
    const field = view.get('.eta input[type=text]');
    await field.setValue('40');
    await field.trigger('change');
    await settled();
    expect(figureOf(view, 'η u·∇L, first order')).toBeLessThan(0);
    expect(figureOf(view, 'true change')).toBeGreaterThan(0);
    const hand = useHands().taylor!;
    expect(hand.eta).toBe(40);
    expect(hand.secondOrder! / hand.actual!).toBeCloseTo(1, 9);
  });

  it('shows every step so far against its prediction, each a share below 1 of what the slope promised', async () => {
    const { view } = await withPanel(TaylorPanel);
    await view.findAll('button').find((button) => button.text() === 'every step')!.trigger('click');
    await settled();
    expect(view.findAll('circle').length).toBe(40);
    expect(view.text()).toContain('40 kept steps shown');
    const share = Number(/\(([\d.]+) %\)/.exec(view.text())![1]);
    expect(share).toBeGreaterThan(50);
    expect(share).toBeLessThan(100);
  });
});

describe('the direction dial', () => {
  it('stands at 180 degrees, where the predicted change is -eta ||g||^2 and the actual one is what a step of the run does', async () => {
    const { view, window } = await withPanel(DialPanel);
    const { moment } = useMoment();
    const k = moment!.gradient.reduce((sum, g) => sum + g * g, 0);
    expect(figureOf(view, 'cos β')).toBe(-1);
    expect(figureOf(view, 'k')).toBeCloseTo(k, 10);
    expect(figureOf(view, 'predicted change')).toBeCloseTo(-0.01 * k, 12);
    const actual = figureOf(view, 'actual change');
    await useTransport().step();
    window.tick();
    window.draw();
    await settled();
    expect(useMoment().moment!.step).toBe(41);
    expect(useMoment().moment!.objective - moment!.objective).toBeCloseTo(actual, 12);
  });

  it('turns by the arrow keys, says its numbers, and predicts no change at a right angle', async () => {
    const { view } = await withPanel(DialPanel);
    const knob = view.get('[role=slider]');
    for (let turn = 0; turn < 6; turn++) await knob.trigger('keydown', { key: 'ArrowLeft', shiftKey: true });
    await settled();
    expect(knob.attributes('aria-valuenow')).toBe('90');
    expect(knob.attributes('aria-valuetext')).toMatch(/^90 degrees: cos β 0, predicted change 0, actual change \S+$/);
    await knob.trigger('keydown', { key: 'ArrowLeft' });
    expect(knob.attributes('aria-valuenow')).toBe('89');
    await knob.trigger('keydown', { key: 'Home' });
    await knob.trigger('keydown', { key: 'ArrowLeft' });
    expect(knob.attributes('aria-valuenow')).toBe('359');
    await knob.trigger('keydown', { key: 'End' });
    expect(knob.attributes('aria-valuenow')).toBe('180');
  });

  it('lengthens by the arrow keys until 180 degrees no longer wins, and the hand tells where the least point is', async () => {
    const { view } = await withPanel(DialPanel);
    const knob = view.get('[role=slider]');
    expect(useHands().dial!.eta).toBe(0.01);
    for (let press = 0; press < 20; press++) await knob.trigger('keydown', { key: 'ArrowUp', shiftKey: true });
    await settled();
    expect(useHands().dial!.eta).toBeGreaterThan(9);
    expect(view.get('.winner').text()).toMatch(/^180° no longer wins at η = 9\.\d+: the least point is at/);
    expect(Math.abs(useHands().dial!.leastAt! - 180)).toBeGreaterThan(1);
  });

  it('spans its plane by a pair of parameters or at random as well', async () => {
    const { view } = await withPanel(DialPanel);
    const [plane] = view.findAll('select');
    for (const choice of [1, 2]) {
      (plane!.element as HTMLSelectElement).selectedIndex = choice;
      await plane!.trigger('change');
      await settled();
      expect(figureOf(view, 'cos β')).toBe(-1);
      expect(figureOf(view, 'actual change')).toBeLessThan(0);
    }
  });

  it('takes the step only after saying so: a paused branch whose start is theta + eta u to the bit', async () => {
    const { view } = await withPanel(DialPanel);
    const { moment } = useMoment();
    const button = (text: string) => view.findAll('button').find((found) => found.text() === text)!;
    await button('Take this step').trigger('click');
    expect(view.get('[role=alert]').text()).toContain('a branch begins at θ + ηu');
    expect(useRun().info!.runId).toBe(moment!.runId);
    await button('Take it').trigger('click');
    await settled();
    const { info } = useRun();
    expect(info!.runId).not.toBe(moment!.runId);
    expect(info!.settings.startPaused).toBe(true);
    const { init } = info!.settings;
    const theta = init.kind === 'point' ? init.theta : [];
    expect(theta.length).toBe(moment!.theta.length);
    theta.forEach((value, j) => expect(value).toBeCloseTo(moment!.theta[j]! - 0.01 * moment!.gradient[j]!, 13));
  });
});

describe('the step, written out', () => {
  it('writes the numbers of the update for each parameter, as the next step of the run has them', async () => {
    const { view, window } = await withPanel(StepPanel);
    const written = view.findAll('tbody tr .new').map((cell) => Number(cell.attributes('title')));
    await useTransport().step();
    window.tick();
    window.draw();
    await settled();
    expect(written).toEqual([...useMoment().moment!.theta]);
  });

  it('adds the rows up to the derivative, and names the row that pulls hardest', async () => {
    const { view } = await withPanel(StepPanel);
    expect(view.get('.why').text()).toMatch(/Why is x1 moving\?The slope drives x1 (up|down): the loss .* Row \d+ pulls hardest/);
    const pulls = view.findAll('.pull').map((cell) => Math.abs(Number(cell.attributes('title'))));
    expect(pulls.length).toBe(5);
    expect(pulls).toEqual([...pulls].sort((a, b) => b - a));
  });

  it('shows of another optimiser its formula and what its last step did, and no equation that is false', async () => {
    const { view } = await withPanel(StepPanel, { kind: 'heavy-ball', momentum: 0.9 });
    expect(view.text()).toContain('This optimiser does not step by the learning rate times the gradient.');
    expect(view.text()).toContain('theta - eta g + momentum (theta - previous theta)');
    expect(view.find('.slope').exists()).toBe(true);
    expect(view.get('.lines').text()).not.toContain('×');
  });
});

describe('the words of the dial', () => {
  const least = { angle: 180, change: -2, isTried: false };
  it('say who wins, to which stride, and where the least point is', () => {
    const wins = { eta: 0.1, straight: 0.25, least: { ...least, angle: 179.8 }, isQuadratic: true, isRounding: false };
    expect(straightWins(wins)).toBe(true);
    expect(winnerWords(wins)).toBe(
      '180° wins at η = 0.1: no whole degree lowers the loss more. In this plane it wins among the whole degrees up to η = 0.25.',
    );
    const loses = { ...wins, eta: 0.3, least: { ...least, angle: 162.34 } };
    expect(straightWins(loses)).toBe(false);
    expect(winnerWords(loses)).toMatch(/^180° no longer wins at η = 0\.3: the least point is at 162\.3°, where the loss falls by 2\.000\./);
  });

  it('go by the angles tried for a loss that is no quadratic', () => {
    const tried = { eta: 1, straight: 0.2, least: { ...least, isTried: true }, isQuadratic: false, isRounding: false };
    expect(straightWins(tried)).toBe(true);
    expect(winnerWords(tried)).toContain('no angle tried lowers the loss more. To second order');
    expect(winnerWords({ ...tried, isRounding: true })).toContain('numbers can no longer tell the directions apart');
    expect(winnerWords({ ...tried, straight: null })).not.toContain('To second order');
    expect(winnerWords({ ...tried, straight: Infinity })).toContain('In this plane it wins at every stride.');
  });
});

it('the wider the rows, the fewer are asked, and fewer still beside a run: 20 million multiplications a point', () => {
  const ofWidth = (nFeatures: number) => ({ nFeatures, nOutputs: 1 }) as RunInfo;
  expect([ofWidth(4), ofWidth(999), ofWidth(99_999)].map((info) => mostRows(info, false))).toEqual([200_000, 20_000, 1_000]);
  expect([ofWidth(4), ofWidth(999)].map((info) => mostRows(info, true))).toEqual([200_000, 4_000]);
  expect(sampleNote(4_000, 1_000_000)).toBe('Estimated on 4,000 of 1,000,000 rows.');
  expect([sampleNote(5, 5), sampleNote(null, 5)]).toEqual([null, null]);
});

describe('the slider of the stride', () => {
  it('goes from a hundredth below both marks to ten times above: 0.01 and a limit of 1 give 1e-4 to 10', () => {
    const scale = etaScale(0.01, 1);
    expect(scale).toEqual({ min: -4, max: 1 });
    expect(positionOf(0.1, scale)).toBeCloseTo(-1, 12);
    expect(etaAt(-0.3)).toBe(0.501);
    expect(lengthened(1, 100, scale)).toBe(10);
    expect(lengthened(10, 5, scale)).toBe(10);
    expect(etaScale(NaN, null)).toEqual({ min: -5, max: 1 });
  });
});

describe('formulas in TeX', () => {
  it('set numbers with powers of ten, thousands that do not space, and brackets around what is below 0', () => {
    expect(texNumber(1.5e-7)).toBe('1.500\\cdot 10^{-7}');
    expect(texNumber(5000, 6)).toBe('5{,}000.00');
    expect(updateTex('w_{1}', { before: 1, gradient: -0.5, after: 1.05 }, 0.1)).toEqual(['w_{1}\\leftarrow 1.00000-0.1\\times (-0.5)', '\\qquad=1.05000']);
  });

  it('name weights by number, biases b, and with classes the class first', () => {
    expect(symbolOf({ index: 1, nFeatures: 2, nOutputs: 1 })).toBe('w_{2}');
    expect(symbolOf({ index: 2, nFeatures: 2, nOutputs: 1 })).toBe('b');
    expect(symbolOf({ index: 4, nFeatures: 2, nOutputs: 2 })).toBe('w_{2,2}');
    expect(symbolOf({ index: 5, nFeatures: 2, nOutputs: 2 })).toBe('b_{2}');
  });

  it('write the derivative of each loss with its penalty', () => {
    const place = { index: 0, nFeatures: 2, nOutputs: 1, isPenalised: true };
    const none = { l1: 0, l2: 0, bias: false };
    expect(derivativeTex({ kind: 'squared' }, none, place)).toContain('\\frac{2}{n}\\sum_{i=1}^{n}(\\hat y_i-y_i)\\,x_{i,1}');
    expect(derivativeTex({ kind: 'logistic' }, none, { ...place, isWeighted: true })).toContain('\\frac{1}{n}\\sum_{i=1}^{n}v_i(p_i-y_i)\\,x_{i,1}');
    expect(derivativeTex({ kind: 'squared' }, { ...none, l2: 0.5 }, place)).toMatch(/\+0\.5\\,w_\{1\}$/);
    expect(derivativeTex({ kind: 'absolute' }, none, { ...place, index: 2 })).not.toContain('x_');
  });

  it('write the first rows out and end in the whole: 2/10 [(3 - 1) x 7 + ...] = 2', () => {
    const row = { index: 0, features: [7], target: 1, predictor: 3, slope: 4, weight: 1, pull: 2.8 };
    const sum = { terms: [{ row, feature: 7, part: 2.8 }], nOthers: 9, others: -0.8, total: 2 };
    expect(sumTex({ kind: 'squared' }, sum, 10, false)).toEqual([
      '=\\tfrac{2}{10}[',
      '\\qquad\\phantom{+}(3-1)\\times 7',
      '\\qquad+\\cdots\\,]',
      '=2.00000',
    ]);
    expect(sumTex({ kind: 'huber' }, { ...sum, nOthers: 0 }, 1, true)).toEqual([
      '=\\tfrac{1}{1}[',
      '\\qquad\\phantom{+}4\\,]',
      '=2.00000',
    ]);
  });
});

describe('a plot', () => {
  const scales = scalesOf({ min: 0, max: 10, ticks: [] }, { min: 0, max: 1, ticks: [] }, { left: 0, right: 100, top: 0, bottom: 50 });

  it('leaves a gap where a value is not finite, and never goes far off the picture', () => {
    const points = [{ x: 0, y: 0 }, { x: 5, y: NaN }, { x: 10, y: 1 }];
    expect(pathOf(points, scales)).toBe('M0.0,50.0M100.0,0.0');
    expect(scales.y(1e300)).toBe(50 - 20 * 50);
  });

  it('closes the area between two curves', () => {
    const upper = [{ x: 0, y: 1 }, { x: 10, y: 1 }];
    expect(areaOf({ upper, lower: [{ x: 0, y: 0 }, { x: 10, y: 0 }] }, scales)).toBe('M0.0,0.0L100.0,0.0L100.0,50.0L0.0,50.0Z');
    expect(areaOf({ upper: [upper[0]!], lower: [] }, scales)).toBe('');
  });
});
