import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXml, type XmlNode } from '../../workers/core/export/readXml';
import type { DatasetSummary } from '../../workers/core/schema';
import { createTestEngine, type TestEngine } from '../support/engine';
import { settingsOf } from '../support/trainer';

const ROWS = Array.from({ length: 200 }, (_, i) => {
  const [a, b] = [Math.sin(i), Math.cos(5 * i)];
  return [a, b, 3 + 2 * a - b + 0.1 * Math.sin(11 * i)].map((value) => value.toFixed(4));
});

let host: TestEngine;
const open = async (name: string, header: string, rows: string[][]): Promise<DatasetSummary> => {
  const path = join(host.directory, name);
  await writeFile(path, [header, ...rows.map((row) => row.join(','))].join('\n'));
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  return host.engine.importFile(path, { format, dialect, columns });
};
beforeAll(async () => {
  host = await createTestEngine();
});
afterAll(() => host.dispose());

const all = (node: XmlNode): XmlNode[] => [node, ...node.children.flatMap(all)];
const pageAt = async (path: string) => {
  const nodes = all(readXml((await readFile(path, 'utf8')).replace('<!DOCTYPE html>\n', '')));
  const texts = (name: string): string[] => nodes.filter((node) => node.name === name).map(({ text }) => text);
  return { nodes, texts };
};

describe('the report of a model', () => {
  it('has curve and evaluation by part of a run, and of a file all its rows, or the reason where it cannot be evaluated', async () => {
    const dataset = await open('rows.csv', 'a,b,y', ROWS);
    const settings = { ...settingsOf(2, { standardize: true, stop: { maxSteps: 200 }, validationShare: 0.25, seed: 4 }), target: 2 };
    const run = await host.engine.startRun(dataset.id, settings);
    await run.finished;
    const model = await host.engine.model(run.info.runId);
    const [ofRun, ofFile, ofOther] = ['run', 'file', 'other'].map((name) => join(host.directory, `${name}.html`)) as [string, string, string];

    const { check } = await host.engine.exportModel(model, 'html', ofRun, { datasetId: dataset.id, runId: run.info.runId });
    expect(check).toMatchObject({ nRows: 0, largestDifference: null });
    const evaluation = await host.engine.evaluate({ runId: run.info.runId });
    await run.dispose();
    const first = await pageAt(ofRun);
    expect(first.texts('h3')).toEqual(['Training part', 'Validation part']);
    // The curve, then four plots of each part.
    expect(first.nodes.filter(({ name }) => name === 'figure')).toHaveLength(1 + 2 * 4 + first.texts('p').filter((text) => text.startsWith('Intervals')).length);
    if (evaluation.kind !== 'regression') throw new Error('A quantity is evaluated as one.');
    expect(first.texts('td')).toContain(String(evaluation.parts[0]!.figures.nRows));

    await host.engine.exportModel(model, 'html', ofFile, { datasetId: dataset.id });
    const second = await pageAt(ofFile);
    expect(second.texts('h3')).toEqual(['Test part']);
    expect(second.texts('p')).toContain('On all 200 rows of rows.csv, whether the model was trained on them or not.');

    const other = await open('other.csv', 'a,b', ROWS.map((row) => row.slice(0, 2)));
    await host.engine.exportModel(model, 'html', ofOther, { datasetId: other.id });
    const third = await pageAt(ofOther);
    expect(third.texts('p').filter((text) => text.startsWith('The model was not evaluated: ') && text.includes('"y"'))).toHaveLength(1);
  });
});
