import { describe, expect, it } from 'vitest';
import { readXml, childrenOf, type XmlNode } from '../../../../workers/core/export/readXml';
import { linearAxis } from '../../../../workers/core/report/axis';
import { barsPlot, planePlot } from '../../../../workers/core/report/binPlots';
import { forestHeight, forestPlot } from '../../../../workers/core/report/forestPlot';
import { labelRoom, linePlot, type LineSeries } from '../../../../workers/core/report/linePlot';
import { LIGHT } from '../../../../workers/core/report/theme';
import { HOSTILE } from '../../../support/exportCases';

const all = (node: XmlNode): XmlNode[] => [node, ...node.children.flatMap(all)];
const named = (svg: string, name: string): XmlNode[] => all(readXml(svg)).filter((node) => node.name === name);
const numberOf = (node: XmlNode, name: string): number => Number(node.attributes.get(name));

const words = {
  title: `Loss ${HOSTILE[1]}`,
  subtitle: HOSTILE[0],
  description: `From ${HOSTILE[3]} to 1 \u0000`,
  width: 600,
  height: 360,
  theme: LIGHT,
  xLabel: HOSTILE[2],
  yLabel: HOSTILE[5],
};
const axis = { ...linearAxis(0, 10), label: 'Step' };

const series = (change: Partial<LineSeries> = {}): LineSeries => ({
  label: HOSTILE[1],
  points: [0, 5, 10].map((x) => ({ x, y: x })),
  color: 1,
  dash: [],
  ...change,
});
const plot = (...lines: LineSeries[]): string =>
  linePlot({ ...words, x: axis, y: axis, legend: lines, right: labelRoom(lines.map(({ label }) => label)) }, lines);

describe('pictures as SVG', () => {
  it.each([
    ['lines', plot(series({ hasEnd: true, level: 3 }), series({ asDots: true }))],
    ['a plane', planePlot(words, { xLow: 0, xHigh: 2, yLow: 0, yHigh: 2, nColumns: 2, nRows: 2, counts: [1, 0, 5, 100] }, 'diagonal')],
    ['bars', barsPlot(words, { low: -1, high: 1, counts: [3, 0, 7] })],
    ['a forest', forestPlot({ ...words, height: forestHeight(2) }, [
      { name: HOSTILE[1], estimate: 1, low: 0.5, high: 1.5 },
      { name: HOSTILE[4], estimate: -2, low: null, high: null },
    ])],
  ])('%s are well-formed, named, and without a tag or a number that text of the file has made', (_, svg) => {
    const nodes = all(readXml(svg));
    const known = ['svg', 'title', 'desc', 'rect', 'line', 'text', 'path', 'circle', 'g'];
    expect(nodes.filter(({ name }) => !known.includes(name))).toEqual([]);
    expect(named(svg, 'title').map(({ text }) => text)).toEqual([words.title]);
    expect(named(svg, 'desc')[0]!.text).toBe(`From ${HOSTILE[3]} to 1 \uFFFD`);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|https?:(?!\/\/www\.w3\.org\/2000\/svg")/);
  });

  it('shades the plot from a line to the one it names, there and back', () => {
    const low = series({ points: [0, 10].map((x) => ({ x, y: 2 })) });
    const high = series({ points: [0, 10].map((x) => ({ x, y: 6 })), shadedTo: 1 });
    const [band, ...lines] = named(plot(high, low), 'path').map(({ attributes }) => attributes.get('d')!);
    const corners = (d: string): string[] => d.replace('Z', '').split(/[ML]/).slice(1);
    const [upper, lower] = lines.map(corners);
    expect(band!.endsWith('Z')).toBe(true);
    expect(corners(band!)).toEqual([...upper!, ...lower!.reverse()]);
    expect(named(plot(low), 'path')).toHaveLength(1);
  });

  it('puts points of a line where its axes say, and breaks it at what is no number', () => {
    const svg = plot(series({ points: [{ x: 0, y: 0 }, { x: 5, y: NaN }, { x: 10, y: 10 }] }));
    const inner = childrenOf(readXml(svg), 'svg')[0]!;
    const [left, top, width, height] = inner.attributes.get('viewBox')!.split(' ').map(Number);
    const [first, second] = named(svg, 'path')[0]!.attributes.get('d')!.split('M').slice(1);
    expect(first!.split(' ').map(Number)).toEqual([left, expect.closeTo(top! + height!, 2)]);
    expect(second!.split(' ').map(Number)).toEqual([expect.closeTo(left! + width!, 2), top]);
  });

  it('makes a bar as high as its count', () => {
    const svg = barsPlot(words, { low: 0, high: 3, counts: [2, 4, 0] });
    const bars = named(svg, 'rect').slice(1);
    expect(bars).toHaveLength(3);
    expect(numberOf(bars[1]!, 'height')).toBeCloseTo(2 * numberOf(bars[0]!, 'height'), 1);
    expect(numberOf(bars[2]!, 'height')).toBe(0);
  });

  it('draws a cell for each that is not empty, darker where there is more', () => {
    const svg = planePlot(words, { xLow: 0, xHigh: 2, yLow: 0, yHigh: 2, nColumns: 2, nRows: 2, counts: [1, 0, 5, 100] }, 'zero');
    const opacities = named(svg, 'g')[0]!.children.map((cell) => numberOf(cell, 'fill-opacity'));
    expect(opacities).toHaveLength(3);
    expect(opacities).toEqual([...opacities].sort((a, b) => a - b));
    expect(opacities.at(-1)).toBe(1);
  });

  it('draws an interval only where there is one', () => {
    const forest = (low: number | null): number =>
      named(forestPlot(words, [{ name: 'a', estimate: 1, low, high: low === null ? null : 2 }]), 'line').length;
    expect(forest(0.5)).toBe(forest(null) + 1);
  });
});
