import { describe, expect, it } from 'vitest';
import { cellNumber, columnFacts } from '../../../renderer/components/grid/columnFacts';
import type { ColumnProfile } from '../../../workers/core/schema';

const profile: ColumnProfile = {
  index: 0,
  nMissing: 0,
  nDistinct: null,
  min: -9.98212345e-110,
  max: 9_871_234_567_890,
  mean: -223_412.5,
  standardDeviation: 0.5771234,
  histogram: null,
  minText: null,
  maxText: null,
};

describe('the head of a column', () => {
  it('gives four digits of each statistic, and every digit in its title', () => {
    const facts = columnFacts({ index: 0, name: 'x', type: 'number' }, profile);
    expect(facts.map((fact) => [fact.name, fact.value])).toEqual([
      ['min', '−9.982e−110'],
      ['max', '9.871e12'],
      ['mean', '−223,400'],
      ['sd', '0.5771'],
    ]);
    expect(facts[0]?.title).toBe('Lowest: -9.98212345e-110');
  });

  it('says so where a column has no value at all', () => {
    const empty = { ...profile, min: null, max: null, mean: null, standardDeviation: null };
    const facts = columnFacts({ index: 0, name: 'x', type: 'number' }, empty);
    expect(facts.map((fact) => fact.value)).toEqual(['–', '–', '–', '–']);
  });

  it('gives the first and the last of texts', () => {
    const texts = { ...profile, minText: 'Aachen', maxText: 'Zwickau' };
    const facts = columnFacts({ index: 0, name: 'town', type: 'text' }, texts);
    expect(facts).toEqual([
      { name: 'min', value: 'Aachen', title: 'Lowest: Aachen', isText: true },
      { name: 'max', value: 'Zwickau', title: 'Highest: Zwickau', isText: true },
    ]);
  });
});

describe('a number in a cell', () => {
  it('is shown as it is where it has room', () => {
    for (const text of ['0', '-0.5', '122.933', '1234567890123456', 'n/a']) expect(cellNumber(text)).toBe(text);
  });

  it('is rounded where it has none, so that its exponent is never cut off', () => {
    expect(cellNumber('5.597381617686424e-10')).toBe('5.59738161769e-10');
    expect(cellNumber('-126195.45325395881')).toBe('-126195.453253959');
    expect(cellNumber('0.022497990644768873')).toBe('0.022497990644769');
    expect(cellNumber('-1.7976931348623157e+308')).toBe('-1.79769313e+308');
  });

  it('that is a text stays whole', () => {
    expect(cellNumber('a very long text that is none')).toBe('a very long text that is none');
  });
});
