// @vitest-environment happy-dom
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { laneSettings, racer } from '../../../renderer/components/understand/race/lanes';
import RacePanel from '../../../renderer/components/understand/race/RacePanel.vue';
import { keptAt, leastOf, raceColumns, standings, winnersOf } from '../../../renderer/components/understand/race/standings';
import { factsOfSolution } from '../../../renderer/components/understand/rate/rateFacts';
import RatePanel from '../../../renderer/components/understand/rate/RatePanel.vue';
import { rateSentence, trialSentence } from '../../../renderer/components/understand/rate/rateWords';
import { useExact } from '../../../renderer/stores/exact';
import { useRun } from '../../../renderer/stores/run';
import { useSettings } from '../../../renderer/stores/settings';
import { useMoment } from '../../../renderer/understand/moment';
import type { RaceLane, RunResult } from '../../../electron/contract';
import { layOut, onPanel, settled } from './onPanel';

let view: VueWrapper | null = null;
beforeEach(() => layOut(600, 400));
afterEach(() => {
  view?.unmount();
  view = null;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const lane = (objectives: number[], steps = objectives.map((_, k) => k)): RaceLane => ({
  steps: Float64Array.from(steps),
  objectives: Float64Array.from(objectives),
  thetas: new Float64Array(objectives.length),
});

const press = async (panel: VueWrapper, text: string): Promise<void> => {
  const found = panel.findAll('button').find((one) => one.text() === text);
  if (found === undefined) throw new Error(`There is no button "${text}".`);
  await found.trigger('click');
  await settled();
};

describe('the sentence of the step size', () => {
  const facts = factsOfSolution({ eigenvalues: [4, 1, 0] })!;

  it('knows limit and best rate from the eigenvalues above 0', () => {
    expect(facts).toEqual({ eigenvalues: [4, 1], limit: 0.5, best: 0.4, isEverywhere: true, areExtremes: false });
    expect(factsOfSolution({ eigenvalues: [0] })).toBeNull();
  });

  it('says converges below the limit, with the slowest direction', () => {
    // 1 - 0.1 * 1 = 0.9 against 0.6; ln 1e-6 / ln 0.9 = 131.1.
    expect(rateSentence(facts, 0.1)).toBe(
      'η = 0.1 is below the limit 0.5: descent converges. Slowest is λ = 1: each step leaves 0.9 of the error. Six digits of every parameter take 132 steps.',
    );
  });

  it('says diverges at and past it, with the factor that grows', () => {
    // 1 - 0.6 * 4 = -1.4.
    expect(rateSentence(facts, 0.6)).toContain('is past the limit 0.5: descent diverges. Along λ = 4 each step multiplies the error by −1.4.');
    expect(rateSentence(facts, 0.5)).toContain('is at the limit 0.5: descent diverges.');
  });

  it('speaks of here alone where the loss is no quadratic', () => {
    expect(rateSentence({ ...facts, isEverywhere: false }, 0.1)).toContain('as long as the loss bends as it does here');
    expect(rateSentence({ ...facts, isEverywhere: false }, 0.1)).not.toContain('Six digits');
  });
});

describe('the sentence of a trial', () => {
  const facts = factsOfSolution({ eigenvalues: [4, 1] })!;
  const trialOf = (objectives: number[]) => ({ learningRate: 0.525, lane: lane(objectives) });

  it('says from where to where the loss went, and what that means', () => {
    expect(trialSentence(trialOf([9, 20, 500]), facts)).toBe(
      '2 steps at η = 0.525, 1.05 times the limit, took the loss from 9 to 500: it diverges. Your run is as it was.',
    );
    expect(trialSentence(trialOf([9, 2]), facts)).toContain('it has not yet grown, for little of the first error');
    expect(trialSentence(trialOf([9, 2]), { ...facts, isEverywhere: false })).toContain('elsewhere this loss bends otherwise');
  });
});

describe('the step size strip', () => {
  it('is the learning rate: pulled past the limit it says that descent diverges', async () => {
    ({ view } = await onPanel(RatePanel, { stubs: { LineChart: true } }));
    const { limit } = factsOfSolution(useExact().ofRun!)!;
    const slider = view.get('input[type=range]');
    await slider.setValue('480');
    await settled();
    const { learningRate } = useSettings();
    expect(learningRate).toBeCloseTo((480 / 560) * 1.4 * limit, 2);
    expect(learningRate).toBeGreaterThan(limit);
    expect(view.text()).toContain('descent diverges');
    expect(slider.attributes('aria-valuetext')).toContain('diverges');
    expect(view.findAll('.bar.grows').length).toBeGreaterThan(0);
  });

  it('shows what too long a stride does by a run of its own, and comes back', async () => {
    ({ view } = await onPanel(RatePanel, { stubs: { LineChart: true } }));
    const before = useRun().info;
    const { limit } = factsOfSolution(useExact().ofRun!)!;
    await press(view, 'Show what too long a stride does');
    expect(view.text()).toMatch(/1\.05 times the limit, took the loss from [\d,.e]+ to [\d,.e]+: it diverges/);
    expect(useRun().info).toBe(before);
    expect(useSettings().learningRate).toBeLessThan(limit);
    await press(view, 'Back');
    expect(view.text()).toContain('descent converges');
  });
});

const resultOf = (stopReason: RunResult['stopReason']): RunResult => ({ stopReason }) as RunResult;

describe('what a race came to', () => {
  const lanes = [lane([9, 3, 1.0000001, 1]), lane([9, 90, 900]), lane([9, 1.000001, 1], [0, 2, 4])];
  const results = [resultOf('max-steps'), resultOf('diverged'), resultOf('max-steps')];

  it('is the first kept step within a millionth of the first distance', () => {
    // The goal is 1 + 8e-6.
    const ranked = standings(lanes, results, 1);
    expect(ranked.map(({ stepsToNear }) => stepsToNear)).toEqual([2, null, 2]);
    expect(ranked.map(({ hasDiverged }) => hasDiverged)).toEqual([false, true, false]);
    expect(winnersOf(ranked)).toEqual({ lanes: [0, 2], steps: 2 });
    expect(winnersOf(standings(lanes, results, 0))).toBeNull();
  });

  it('is measured from the least there is, or the least that was reached', () => {
    expect(leastOf(lanes, 0.5)).toBe(0.5);
    expect(leastOf(lanes, null)).toBe(1);
  });

  it('has a line a lane over all steps, without those that a lane did not keep', () => {
    const [steps, first, second, third] = raceColumns(lanes, 1);
    expect([...steps!]).toEqual([0, 1, 2, 3, 4]);
    expect([...first!].map((gap) => Number(gap.toPrecision(3)))).toEqual([8, 2, 1e-7, 0, NaN]);
    expect(second![3]).toBeNaN();
    expect(third![1]).toBeNaN();
    expect(keptAt(lanes[2]!, 3)).toBe(1);
  });
});

describe('who races', () => {
  it('has the constants that are best for the data, and rates that arrive', () => {
    const way = { largest: 4, least: 1, farthest: 30 };
    expect(racer('gradient-descent', way, 1).learningRate).toBe(0.4);
    // 4 / (2 + 1)^2 and ((2 - 1) / (2 + 1))^2.
    expect(racer('heavy-ball', way, 1)).toEqual({ optimizer: { kind: 'heavy-ball', momentum: 0.111 }, learningRate: 0.444 });
    expect(racer('adam', way, 1).learningRate).toBe(2);
    expect(racer('gradient-descent', null, 0.02).learningRate).toBe(0.02);
    expect(racer('newton', way, 0.02).learningRate).toBe(1);
  });
});

describe('the race', () => {
  it('runs the lanes from the same start, and says which was there first', async () => {
    ({ view } = await onPanel(RacePanel, { stubs: { LineChart: true } }));
    const before = useRun().info!;
    expect(view.findAll('tbody tr')).toHaveLength(4);
    await press(view, 'Race');
    const cells = view.findAll('tbody tr').map((row) => row.findAll('td.figure').map((cell) => cell.text()));
    // The fake descends plainly whatever it is told, at the best rates: the first is there in a few steps.
    expect(Number(cells[0]?.[0])).toBeGreaterThan(0);
    expect(view.text()).toMatch(/First there, after \d+ steps?: /);
    expect(view.findAll('polyline.path')).toHaveLength(4);
    expect(useRun().info).toBe(before);
    expect(laneSettings(before.settings, { id: 0, ...racer('adam', null, 1) }, 9).init).toEqual(before.settings.init);
    expect(useMoment().moment?.step).toBe(40);
  });

  it('is replayed: each lane stands at the step of the slider', async () => {
    ({ view } = await onPanel(RacePanel, { stubs: { LineChart: true } }));
    await press(view, 'Race');
    const here = (): (string | undefined)[] => view!.findAll('circle.here').map((dot) => dot.attributes('cx'));
    const begin = (): (string | undefined)[] => view!.findAll('circle.begin').map((dot) => dot.attributes('cx'));
    expect(here()[0]).not.toBe(begin()[0]);
    await view.get('input[aria-label="Step of the race"]').setValue('0');
    await settled();
    expect(here()).toEqual(begin());
  });

  it('has two to four lanes, and asks for rates above 0', async () => {
    ({ view } = await onPanel(RacePanel, { stubs: { LineChart: true } }));
    await view.get('button[aria-label="Remove lane 4"]').trigger('click');
    await view.get('button[aria-label="Remove lane 3"]').trigger('click');
    expect(view.find('button[aria-label="Remove lane 2"]').exists()).toBe(false);
    const rate = view.get('td input');
    await rate.setValue('-1');
    await rate.trigger('change');
    expect(view.text()).toContain('Choose learning rates above 0.');
    await view.get('footer button').trigger('click');
    await settled();
    expect(view.findAll('polyline.path')).toHaveLength(0);
  });
});
