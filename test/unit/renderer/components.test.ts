// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import type { DatasetSummary } from '../../../electron/contract';
import ActionButton from '../../../renderer/components/common/ActionButton.vue';
import DropOverlay from '../../../renderer/components/common/DropOverlay.vue';
import NumberField from '../../../renderer/components/common/NumberField.vue';
import HelpButton from '../../../renderer/components/help/HelpButton.vue';
import HelpDialog from '../../../renderer/components/help/HelpDialog.vue';
import AlgorithmSection from '../../../renderer/components/sections/AlgorithmSection.vue';
import FeatureList from '../../../renderer/components/sections/FeatureList.vue';
import LossSection from '../../../renderer/components/sections/LossSection.vue';
import SectionColumn from '../../../renderer/components/sections/SectionColumn.vue';
import DivergenceBanner from '../../../renderer/components/status/DivergenceBanner.vue';
import StatusLine from '../../../renderer/components/status/StatusLine.vue';
import { focusOf } from '../../../renderer/composables/keyMap';
import { useKeyboard } from '../../../renderer/composables/useKeyboard';
import { useApp } from '../../../renderer/stores/app';
import { useDataset } from '../../../renderer/stores/dataset';
import { useImporting } from '../../../renderer/stores/importing';
import { useRecipe } from '../../../renderer/stores/recipe';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useSettings } from '../../../renderer/stores/settings';
import { useTransport } from '../../../renderer/stores/transport';
import { DEFAULT_METHOD } from '../../../workers/core/training/defaults';
import { openWindow } from './setup';

let mounted: VueWrapper[] = [];
const keep = <W extends VueWrapper>(wrapper: W): W => {
  mounted.push(wrapper);
  return wrapper;
};

afterEach(() => {
  mounted.forEach((wrapper) => wrapper.unmount());
  mounted = [];
  vi.unstubAllGlobals();
});

const wide = (nColumns: number): DatasetSummary => ({
  id: 'wide',
  path: '/data/wide.csv',
  fileName: 'wide.csv',
  byteLength: 1,
  format: 'csv',
  nRows: 10,
  columns: Array.from({ length: nColumns }, (_, index) => ({
    index,
    name: index === 1 ? '__proto__' : index === 2 ? '<b>bold</b>' : `column ${index}`,
    type: index === 3 ? 'text' : 'number',
  })),
  nRejected: 0,
  notes: [],
  elapsedMs: 1,
});

function openDataset(summary: DatasetSummary): void {
  useDataset().open(summary);
  useSettings().adoptDataset(summary);
}

describe('the sections of algorithm and loss', () => {
  it('offer each optimiser with its parameters, and tell the run what was chosen', async () => {
    openWindow();
    openDataset(wide(3));
    const settings = useSettings();
    const section = keep(mount(AlgorithmSection, { attachTo: document.body }));
    const field = (label: string): HTMLElement => {
      const found = section.findAll('label').find((one) => one.text() === label);
      return document.getElementById(found?.attributes('for') ?? '')!;
    };
    expect(section.text()).not.toContain('Momentum');
    const list = field('Optimiser') as HTMLSelectElement;
    list.selectedIndex = [...list.options].findIndex((option) => option.text === 'Nesterov');
    list.dispatchEvent(new Event('change'));
    await nextTick();
    expect(settings.runSettings?.optimizer).toEqual({ kind: 'nesterov', momentum: 0.9 });
    const momentum = field('Momentum') as HTMLInputElement;
    momentum.value = '1.5';
    momentum.dispatchEvent(new Event('input'));
    momentum.dispatchEvent(new Event('change'));
    await nextTick();
    expect(section.text()).toContain('The optimiser nesterov has momentum 1.5. Choose a number from 0 to below 1.');
    settings.maxSteps = 250;
    await nextTick();
    const rules = field('Step rule') as HTMLSelectElement;
    rules.selectedIndex = [...rules.options].findIndex((option) => option.text === 'Cosine');
    rules.dispatchEvent(new Event('change'));
    await nextTick();
    expect(settings.runSettings?.schedule).toEqual({ kind: 'cosine', steps: 250 });
  });

  it('fold what is seldom wanted, but never what is wrong', async () => {
    openWindow();
    openDataset(wide(3));
    const settings = useSettings();
    const section = keep(mount(AlgorithmSection));
    const more = () => section.findAll('button').find((button) => button.text() === 'More');
    expect(section.text()).not.toContain('Clip gradient at');
    settings.clip = -2;
    await nextTick();
    expect(more()?.attributes('aria-expanded')).toBe('true');
    expect(section.text()).toContain('The gradient is to be clipped at a norm of -2.');
    settings.clip = null;
    await nextTick();
    expect(section.text()).not.toContain('Clip gradient at');
    await more()?.trigger('click');
    section.unmount();
    // The section was folded and unfolded.
    expect(keep(mount(AlgorithmSection)).text()).toContain('Clip gradient at');
  });

  it('say where the learning rate is not used', async () => {
    openWindow();
    openDataset(wide(3));
    const settings = useSettings();
    const section = keep(mount(AlgorithmSection));
    settings.setOptimizer({ kind: 'newton' });
    await nextTick();
    expect(section.text()).toContain('Not used: Newton takes the whole step');
    settings.setOptimizer({ kind: 'gradient-descent' });
    settings.schedule = { kind: 'auto' };
    await nextTick();
    expect(section.text()).toContain('Not used: the step rule finds the rate');
  });

  it('say what is wrong with a penalty and forget the method with the data', async () => {
    openWindow();
    openDataset(wide(3));
    const settings = useSettings();
    const section = keep(mount(LossSection));
    settings.l1 = -1;
    await nextTick();
    expect(section.text()).toContain('The L1 penalty is -1. Choose a number of 0 or more');
    settings.l1 = 0.5;
    settings.setOptimizer({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    await nextTick();
    expect(section.text()).toContain('needs a proximal step, which adam does not have');
    openDataset(wide(4));
    expect(settings.runSettings).toMatchObject(DEFAULT_METHOD);
  });
});

describe('a button that cannot act', () => {
  it('stays reachable, says why and does nothing', async () => {
    const button = keep(mount(ActionButton, { props: { reason: 'Open a file first.' }, slots: { default: 'Run' } }));
    await button.trigger('click');
    expect(button.emitted('press')).toBeUndefined();
    expect(button.attributes('aria-disabled')).toBe('true');
    expect(button.attributes('title')).toBe('Open a file first.');
    expect(button.text()).toContain('Open a file first.');
  });

  it('acts once the reason is gone', async () => {
    const button = keep(mount(ActionButton, { props: { reason: null } }));
    await button.trigger('click');
    expect(button.emitted('press')).toHaveLength(1);
  });
});

describe('a number field', () => {
  it('gives the number when the person leaves it', async () => {
    const field = keep(mount(NumberField, { props: { label: 'Learning rate', modelValue: 0.1 } }));
    field.get('input').element.value = '1e-3';
    await field.get('input').trigger('input');
    expect(field.emitted('update:modelValue')).toBeUndefined();
    await field.get('input').trigger('change');
    expect(field.emitted('update:modelValue')).toEqual([[0.001]]);
  });

  it('sets thousands apart once the person has left it, however they were typed', async () => {
    const field = keep(mount(NumberField, { props: { label: 'Stop after', modelValue: 1000 } }));
    expect(field.get('input').element.value).toBe('1,000');
    for (const typed of ['20000', '20,000', '2e4']) {
      await field.get('input').setValue(typed);
      expect(field.emitted('update:modelValue')?.at(-1)).toEqual([20_000]);
      await field.get('input').trigger('blur');
      expect(field.get('input').element.value).toBe('20,000');
    }
  });

  it('keeps a text that is no number in sight and says so', async () => {
    const field = keep(mount(NumberField, { props: { label: 'Learning rate', modelValue: 0.1 } }));
    await field.get('input').setValue('fast');
    expect(field.emitted('update:modelValue')).toEqual([[NaN]]);
    await field.setProps({ modelValue: NaN });
    expect(field.get('input').element.value).toBe('fast');
    expect(field.text()).toContain('"fast" is not a number.');
  });

  it('is off when it is left empty, if it may be', async () => {
    const field = keep(mount(NumberField, { props: { label: 'or after', modelValue: 5, optional: true } }));
    await field.get('input').setValue('');
    expect(field.emitted('update:modelValue')).toEqual([[null]]);
  });

  it('follows a value that changes elsewhere', async () => {
    const field = keep(mount(NumberField, { props: { label: 'Learning rate', modelValue: 0.1 } }));
    await field.setProps({ modelValue: 0.02 });
    expect(field.get('input').element.value).toBe('0.02');
  });
});

describe('the list of features', () => {
  it('holds only the rows in sight of a thousand columns', async () => {
    openWindow();
    openDataset(wide(1000));
    const list = keep(mount(FeatureList));
    await nextTick();
    expect(list.findAll('input[type=checkbox]').length).toBeLessThan(60);
    expect(list.text()).toContain('998 of 999');
  });

  it('finds a column by part of its name and ticks only what was found', async () => {
    openWindow();
    openDataset(wide(1000));
    const list = keep(mount(FeatureList));
    await list.get('input[type=search]').setValue('proto');
    expect(list.findAll('input[type=checkbox]')).toHaveLength(1);
    expect(list.text()).toContain('__proto__');
    await list.findAll('button').find((button) => button.text() === 'none')?.trigger('click');
    expect(useSettings().features.has(1)).toBe(false);
    expect(useSettings().features.size).toBe(997);
  });

  it('says the type of a column that holds no numbers, and opens what becomes of it', async () => {
    openWindow();
    openDataset(wide(8));
    const list = keep(mount(FeatureList));
    const row = list.findAll('.row').find((one) => one.text().includes('column 3'));
    expect(row?.get('input').element.checked).toBe(false);
    expect(row?.text()).toContain('text');
    await row?.get('button').trigger('click');
    expect(row?.get('button').attributes('aria-label')).toBe('Prepare column 3');
    expect(useRecipe().openColumn).toBe(3);
  });

  it('shows a name that looks like markup as the text it is', () => {
    openWindow();
    openDataset(wide(8));
    const list = keep(mount(FeatureList));
    expect(list.find('b').exists()).toBe(false);
    expect(list.text()).toContain('<b>bold</b>');
  });
});

describe('the sections', () => {
  it('begin with the data, and go on to the algorithm once there is some', async () => {
    openWindow();
    expect(useApp().openSection).toBe('data');
    await useApp().load();
    await useSession().openSample('steep');
    expect(useApp().openSection).toBe('algorithm');
  });

  it('stay as the person has left them when other data is opened', async () => {
    openWindow();
    await useApp().load();
    await useSession().openSample('steep');
    useApp().toggleSection('data');
    await useSession().openSample('steep');
    expect(useApp().openSection).toBe('data');
  });

  it('fold to a line that says what they hold, and open one at a time', async () => {
    openWindow();
    openDataset(wide(8));
    const column = keep(mount(SectionColumn));
    const head = (name: string) => column.get(`[aria-controls=section-${name}]`);
    expect(head('data').attributes('aria-expanded')).toBe('true');
    expect(head('algorithm').text()).toContain('η ');
    await head('loss').trigger('click');
    expect(head('data').attributes('aria-expanded')).toBe('false');
    expect(head('data').text()).toContain('wide.csv, 10 rows');
    expect(column.text()).toContain('Mean squared error');
  });
});

describe('the divergence banner', () => {
  it('offers the rate that would hold', async () => {
    const { api, tick, draw } = openWindow({ stepsPerFrame: 100 });
    api.onFrame((frame) => useRun().receive(frame));
    api.on('run/finished', (result) => useRun().finish(result));
    await useApp().load();
    await useSession().openSample('steep');
    await useTransport().toggle();
    tick();
    draw();
    const banner = keep(mount(DivergenceBanner));
    expect(banner.text()).toContain('The loss grew past any sense');
    await banner.get('button').trigger('click');
    await flushPromises();
    expect(useSettings().learningRate).toBe(0.48);
    expect(banner.find('button').exists()).toBe(false);
  });
});

describe('a file dragged over the window', () => {
  const drag = async (type: string, files: File[]): Promise<void> => {
    const dataTransfer = { types: ['Files'], files, dropEffect: 'none' };
    window.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), { dataTransfer }));
    await flushPromises();
  };

  it('is invited, and opened where it is dropped', async () => {
    openWindow();
    const overlay = keep(mount(DropOverlay));
    await drag('dragenter', []);
    expect(overlay.text()).toBe('Drop to open');
    await drag('drop', [new File(['x,y'], 'dropped.csv')]);
    expect(overlay.text()).toBe('');
    expect(useImporting()).toMatchObject({ isOpen: true, path: '/data/dropped.csv' });
  });

  it('is no longer invited once it has left, over whatever elements it went', async () => {
    openWindow();
    const overlay = keep(mount(DropOverlay));
    await drag('dragenter', []);
    await drag('dragenter', []);
    await drag('dragleave', []);
    expect(overlay.text()).toBe('Drop to open');
    await drag('dragleave', []);
    expect(overlay.text()).toBe('');
  });
});

describe('the help', () => {
  it('opens by its button and by ?, and no command runs behind it', async () => {
    openWindow();
    const Keyboard = defineComponent({
      setup: () => (useKeyboard(), () => [h(HelpButton), h(HelpDialog)]),
    });
    const help = keep(mount(Keyboard, { attachTo: document.body }));
    const pressed = (key: string): boolean =>
      window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await help.get('button').trigger('click');
    await flushPromises();
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('Run, pause, go on');
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', ctrlKey: true }));
    expect(useApp().view).toBe('train');
    pressed('?');
    await flushPromises();
    expect(document.querySelector('[role=dialog]')).toBeNull();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', ctrlKey: true }));
    expect(useApp().view).toBe('export');
  });
});

describe('the bars of the workers', () => {
  it('say in words what their colours say', async () => {
    const { api, tick, draw } = openWindow({ stepsPerFrame: 4 });
    api.onFrame((frame) => useRun().receive(frame));
    await useApp().load();
    await useSession().openSample('steep');
    await useTransport().toggle();
    for (let frame = 0; frame < 2; frame++) {
      tick();
      draw();
    }
    const line = keep(mount(StatusLine));
    const bar = line.get('[role=img]');
    expect(bar.attributes('aria-label')).toMatch(/^Worker 1, share of the last second: compute [\d.]+%, reduce [\d.]+%, wait /);
    expect(bar.attributes('title')).toContain('wait: Waiting for the other workers');
    expect(line.text()).toMatch(/Time of one step:.* compute.* reduce.* wait/s);
    expect(line.text()).toContain('1 worker idle');
  });
});

describe('the focus', () => {
  it('tells fields from buttons and from the rest', () => {
    document.body.innerHTML =
      '<input id="text"><input type="range" id="range"><input type="checkbox" id="box"><button id="button"><i id="icon"></i></button><p id="text-block"></p>';
    const at = (id: string): string => focusOf(document.getElementById(id));
    expect([at('text'), at('range'), at('box'), at('button'), at('icon'), at('text-block')]).toEqual([
      'field',
      'elsewhere',
      'button',
      'button',
      'button',
      'elsewhere',
    ]);
    expect(focusOf(null)).toBe('elsewhere');
  });

  it('on the tab that is shown already leaves Space to the run', () => {
    document.body.innerHTML =
      '<button role="tab" aria-selected="true" id="shown"></button><button role="tab" aria-selected="false" id="other"></button>';
    expect(focusOf(document.getElementById('shown'))).toBe('elsewhere');
    expect(focusOf(document.getElementById('other'))).toBe('button');
  });
});
