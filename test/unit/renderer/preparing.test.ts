// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ColumnDefinition, ColumnType, DatasetSummary } from '../../../electron/contract';
import { makeFakeDataset, summaryOf } from '../../../renderer/bridge/fake/fakeDataset';
import PrepareDialog from '../../../renderer/components/preparing/PrepareDialog.vue';
import RecipePanel from '../../../renderer/components/preparing/RecipePanel.vue';
import RowsFields from '../../../renderer/components/sections/RowsFields.vue';
import { becomes, featuresByColumn } from '../../../renderer/format/preparedFeatures';
import { useApp } from '../../../renderer/stores/app';
import { useDataset } from '../../../renderer/stores/dataset';
import { useRecipe } from '../../../renderer/stores/recipe';
import { useSettings } from '../../../renderer/stores/settings';
import type { Preparation } from '../../../workers/core/schema';
import { openWindow } from './setup';

let mounted: VueWrapper[] = [];
const keep = <W extends VueWrapper>(wrapper: W): W => {
  mounted.push(wrapper);
  return wrapper;
};
afterEach(() => {
  for (const wrapper of mounted) wrapper.unmount();
  mounted = [];
  vi.unstubAllGlobals();
});

const types: ColumnType[] = ['number', 'text', 'timestamp', 'number', 'boolean'];
const summary: DatasetSummary = {
  ...summaryOf(makeFakeDataset('/data/a.csv'), 'd1'),
  columns: types.map((type, index): ColumnDefinition => ({ index, name: ['size', 'city', 'sold', 'y', 'new'][index]!, type })),
};

/** A window with the file open, all columns chosen, in which nothing can be fitted. */
function open(): ReturnType<typeof useSettings> {
  openWindow({ overrides: { 'dataset/prepare': () => null } });
  useDataset().open(summary);
  useSettings().adoptDataset(summary);
  useSettings().setFeatures([0, 1, 2, 4]);
  return useSettings();
}

const labelled = <E extends HTMLElement>(text: string): E => {
  const label = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim() === text);
  const field = label?.querySelector('input') ?? document.getElementById(label?.getAttribute('for') ?? '');
  if (!field) throw new Error(`There is no field "${text}".`);
  return field as unknown as E;
};
const labels = (): (string | undefined)[] => [...document.querySelectorAll('[role=dialog] label')].map((one) => one.textContent?.trim());

function choose(label: string, option: string): void {
  const list = labelled<HTMLSelectElement>(label);
  list.selectedIndex = [...list.options].findIndex((one) => one.text === option);
  list.dispatchEvent(new Event('change'));
}
function check(label: string): void {
  labelled<HTMLInputElement>(label).click();
}
function typeIn(label: string, text: string): void {
  const field = labelled<HTMLInputElement>(label);
  field.value = text;
  field.dispatchEvent(new Event('input'));
  field.dispatchEvent(new Event('change'));
}

async function prepare(index: number): Promise<void> {
  keep(mount(PrepareDialog, { attachTo: document.body }));
  useRecipe().openColumn = index;
  await flushPromises();
}

describe('the preparation of a column', () => {
  it('offers to a number what can be done to numbers, and keeps each choice as one entry', async () => {
    const settings = open();
    await prepare(0);
    choose('Missing values become', 'a constant');
    await flushPromises();
    typeIn('Constant', '7');
    await flushPromises();
    check('A further feature says where');
    await flushPromises();
    check('Pull outliers in');
    await flushPromises();
    typeIn('Upper quantile', '0.9');
    choose('Transform', 'square root');
    typeIn('Powers up to', '3');
    choose('Times another column', 'city');
    await flushPromises();
    expect(settings.entries).toEqual([
      { kind: 'missing', column: 'size', rule: { kind: 'constant', value: 7 }, indicator: true },
      { kind: 'outliers', column: 'size', low: 0.01, high: 0.9 },
      { kind: 'transform', column: 'size', function: 'sqrt' },
      { kind: 'powers', column: 'size', degree: 3 },
      { kind: 'product', columns: ['size', 'city'] },
    ]);
    choose('Missing values become', 'leave the row out');
    check('Pull outliers in');
    choose('Transform', 'none');
    typeIn('Powers up to', '');
    await flushPromises();
    expect(settings.entries).toEqual([{ kind: 'product', columns: ['size', 'city'] }]);
    expect(document.querySelector('[aria-label="Remove the product with city"]')).not.toBeNull();
  });

  it('offers to text its levels, and says what is wrong beside the field', async () => {
    const settings = open();
    await prepare(1);
    expect(labels()).not.toContain('Transform');
    typeIn('Gather levels below', '5');
    await flushPromises();
    choose('New level at prediction', 'as a rare level');
    await flushPromises();
    expect(settings.entries).toEqual([{ kind: 'categories', column: 'city', reference: null, rareBelow: 5, unseen: 'rare' }]);
    typeIn('Gather levels below', '-1');
    await flushPromises();
    expect(document.body.textContent).toContain('Levels of "city" are rare below -1 rows.');
    expect(labelled('Reference level').getAttribute('aria-invalid')).toBe('true');
    typeIn('Gather levels below', '0');
    await flushPromises();
    // What holds for text anyway is no entry.
    expect(settings.entries).toEqual([]);
  });

  it('offers to a time its parts, and to a number levels in place of a quantity', async () => {
    const settings = open();
    await prepare(2);
    check('hour');
    check('days since 1970-01-01');
    await flushPromises();
    expect(settings.entries).toEqual([{ kind: 'date', column: 'sold', parts: ['hour'] }]);
    useRecipe().openColumn = 0;
    await flushPromises();
    check('Levels in place of a quantity');
    await flushPromises();
    expect(labels()).not.toContain('Transform');
    expect(settings.entries.at(-1)).toMatchObject({ kind: 'categories', column: 'size' });
  });

  it('leaves the target as it is', async () => {
    open();
    await prepare(3);
    expect(document.body.textContent).toContain('This is the target');
    expect(labels()).toEqual([]);
  });
});

describe('the rows', () => {
  it('can be filtered, weighed and split, each an entry that can be taken out again', async () => {
    const settings = open();
    keep(mount(RowsFields, { attachTo: document.body }));
    typeIn('Keep rows where', 'size > 1');
    choose('Weigh by', 'size');
    choose('Split rows', 'by a column');
    await flushPromises();
    choose('Column', 'city');
    await flushPromises();
    typeIn('Test', '');
    await flushPromises();
    expect(settings.entries).toEqual([
      { kind: 'filter', expression: 'size > 1' },
      { kind: 'weights', column: 'size' },
      { kind: 'split', rule: { kind: 'column', column: 'city', validation: 'validation', test: null } },
    ]);
    typeIn('Keep rows where', ' ');
    choose('Weigh by', 'nothing');
    choose('Split rows', 'by a shuffle');
    await flushPromises();
    // A validation part by share alone is none of the recipe where none is needed.
    expect(settings.entries.map(({ kind }) => kind)).toEqual(['split']);
    expect(settings.validationShare).toBe(0.2);
  });
});

describe('the recipe', () => {
  it('is a list whose lines lead to where they are changed, and can be removed', async () => {
    const settings = open();
    settings.put({ kind: 'filter', expression: 'size > 1' });
    settings.put({ kind: 'transform', column: 'size', function: 'log' });
    settings.setDegree(2);
    const panel = keep(mount(RecipePanel));
    const lines = (): string[] => panel.findAll('li').map((line) => line.get('button').text());
    expect(lines()).toEqual(['Keep rows where size > 1', 'Logarithm of “size”', 'Powers up to 2 of every number column']);
    await panel.get('[title="Change: Logarithm of “size”"]').trigger('click');
    expect(useRecipe().openColumn).toBe(0);
    await panel.get('[title="Change: Keep rows where size > 1"]').trigger('click');
    expect(useApp().openSection).toBe('data');
    await panel.get('[aria-label="Remove: Powers up to 2 of every number column"]').trigger('click');
    expect(settings.degree).toBe(1);
    await panel.get('[aria-label="Remove: Logarithm of “size”"]').trigger('click');
    expect(lines()).toEqual(['Keep rows where size > 1']);
  });
});

describe('what becomes of a column', () => {
  const preparation: Preparation = {
    recipe: { target: 'y', features: ['city', 'size', 'new'], entries: [], scaling: 'none', intercept: true },
    inputs: [
      { name: 'city', type: 'text', levels: [{ value: 'Oslo', nRows: 2 }, { value: 'Røst', nRows: 1 }], unseen: 'missing' },
      { name: 'size', type: 'number', levels: null, unseen: null },
      { name: 'new', type: 'boolean', levels: null, unseen: null },
    ],
    features: [
      { name: 'city = Røst', expression: { op: 'onlyWhere', input: 0, values: ['Oslo', 'Røst'], of: { op: 'equals', input: 0, value: 'Røst' } } },
      { name: 'log(size)', expression: { op: 'log', of: { op: 'ifMissing', input: 1, of: { op: 'input', input: 1 }, then: { op: 'number', value: 3 } } } },
      { name: 'new', expression: { op: 'input', input: 2 } },
      { name: 'city = Røst * new', expression: { op: 'product', of: [{ op: 'equals', input: 0, value: 'Røst' }, { op: 'input', input: 2 }] } },
    ],
    steps: [],
  };

  it('is told by the features in whose expressions it stands', () => {
    const byColumn = featuresByColumn(preparation);
    const names = (column: string): string[] | undefined => byColumn.get(column)?.map(({ name }) => name);
    expect(names('city')).toEqual(['city = Røst', 'city = Røst * new']);
    expect(names('size')).toEqual(['log(size)']);
    expect(names('new')).toEqual(['new', 'city = Røst * new']);
    const words = (name: string, type: ColumnType): string => becomes({ index: 0, name, type }, preparation, byColumn.get(name)!);
    expect(words('city', 'text')).toBe('2 levels → 2');
    expect(words('size', 'number')).toBe('logarithm');
    expect(words('new', 'boolean')).toBe('→ 2 features');
  });
});
