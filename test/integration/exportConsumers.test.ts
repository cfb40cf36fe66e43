import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvField } from '../../workers/core/export/csv';
import { describeModel } from '../../workers/core/export/describedModel';
import { scoreRows } from '../../workers/core/export/evaluate';
import { PRINTERS } from '../../workers/core/export/formats';
import { EXPORT_KINDS } from '../../workers/core/export/formats/kinds';
import type { Cell } from '../../workers/core/export/scores';
import type { ExportFormat } from '../../workers/core/schema';
import { NO_CONTROL } from '../../workers/tasks/data/control';
import { checkExport } from '../../workers/tasks/exports/check';
import { findConsumers, reportMissing, type Consumers } from '../support/consumers';
import { exportCases, wideCases, type ExportCase } from '../support/exportCases';

const consumers = findConsumers();
reportMissing(consumers);

const NEEDS: Partial<Record<ExportFormat, keyof Consumers>> = { python: 'python', sklearn: 'sklearn', c: 'compiler' };
const FORMATS: ExportFormat[] = ['json', 'csv', 'python', 'sklearn', 'javascript', 'c', 'sql', 'formula'];
const available = FORMATS.filter((format) => {
  const need = NEEDS[format];
  return need === undefined || consumers[need] !== null;
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fall-line-consumers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Spreadsheets have no dates before 1900: those rows are left to the other forms. */
const rowsFor = (format: ExportFormat, { columns }: ExportCase): Cell[][] => {
  const isOld = (cell: Cell): boolean => typeof cell === 'string' && /^1[0-8]\d\d-/.test(cell);
  if (format !== 'formula') return columns;
  const kept = columns[0]!.map((_, i) => i).filter((i) => !columns.some((column) => isOld(column[i]!)));
  return columns.map((column) => kept.map((i) => column[i]!));
};

let nFiles = 0;
const fileOf = async (format: ExportFormat, { model }: ExportCase): Promise<{ path: string; room: string }> => {
  const room = join(folder, `check ${++nFiles}`);
  await mkdir(room);
  const path = join(folder, `the "model" ü ${nFiles}.${EXPORT_KINDS[format].extension}`);
  await writeFile(path, PRINTERS[format]!(model));
  return { path, room };
};

describe.each(available)('a model written as %s', (format) => {
  it.each([...exportCases(), ...wideCases()])('gives in its consumer what Fall Line gives: $title', async (one) => {
    const columns = rowsFor(format, one);
    const nRows = columns[0]!.length;
    const own = scoreRows(describeModel(one.model), columns, nRows);
    expect(own.predictions.filter((value) => value !== null).length).toBeGreaterThan(nRows / 2);
    expect(own.predictions).toContain(null);
    const { path, room } = await fileOf(format, one);
    const check = await checkExport({ model: one.model, format, path, rows: { nRows, columns, own }, folder: room }, NO_CONTROL);
    expect(check).toMatchObject({ nRows, consumer: expect.not.stringMatching(/could not|Not run/) });
    expect(check.largestDifference).toBeLessThanOrEqual(EXPORT_KINDS[format].tolerance);
  });
});

/** The check of a file after `change` of its text. */
const checkChanged = async (format: ExportFormat, one: ExportCase, change: (text: string) => string) => {
  const nRows = one.columns[0]!.length;
  const own = scoreRows(describeModel(one.model), one.columns, nRows);
  const { path, room } = await fileOf(format, one);
  await writeFile(path, change(await readFile(path, 'utf8')));
  return checkExport({ model: one.model, format, path, rows: { nRows, columns: one.columns, own }, folder: room }, NO_CONTROL);
};

describe('the check', () => {
  const [plain] = exportCases();

  it.each(available)('finds a wrong coefficient in %s', async (format) => {
    const weight = String(Math.abs(plain!.model.weights[0]!));
    const check = await checkChanged(format, plain!, (text) => text.replaceAll(weight, `${weight.slice(0, 8)}9${weight.slice(9)}`));
    expect(check.largestDifference).toBeGreaterThan(1e-9);
    expect(check.largestDifference).toBeLessThan(1);
  });

  it.each(available.filter((format) => format !== 'csv' && format !== 'formula'))('says that %s cannot be run where it is damaged', async (format) => {
    const check = await checkChanged(format, plain!, (text) => `${text.slice(0, text.length / 2)} ( "`);
    expect(check).toMatchObject({ nRows: 0, largestDifference: Infinity, consumer: expect.stringMatching(/could not be run|could not/) as unknown });
  });

  it.each(available.filter((format) => format === 'csv' || format === 'formula'))('finds that a part of %s is gone', async (format) => {
    const check = await checkChanged(format, plain!, (text) => text.slice(0, text.length / 2));
    expect(check.largestDifference).toBe(Infinity);
  });
});

/** As a file that people have: missing cells are empty. */
const csvOf = ({ model, columns }: ExportCase): string => {
  const names = describeModel(model).inputs.map(({ name }) => csvField(name));
  const rows = columns[0]!.map((_, i) => columns.map((column) => csvField(String(column[i] ?? ''))).join(','));
  return [names.join(','), ...rows, ''].join('\r\n');
};

describe.skipIf(consumers.python === null)('the Python module on the command line', () => {
  it.each(exportCases().filter(({ model }) => ['squared', 'softmax'].includes(model.loss.kind)))(
    'prints a prediction for each row of a file: $title',
    async (one) => {
      const { path, room } = await fileOf('python', one);
      const data = join(room, 'data.csv');
      await writeFile(data, csvOf(one));
      const { stdout, stderr } = spawnSync(consumers.python!, ['-B', path, data], { encoding: 'utf8' });
      expect(stderr).toBe('');
      const own = scoreRows(describeModel(one.model), one.columns, one.columns[0]!.length);
      const lines = stdout.trimEnd().split('\n').slice(1);
      // Labels may hold commas and line breaks: figures are at the end of a line.
      const figures = lines.map((line) => line.split(',').at(-1)!);
      const expected = own.probabilities.at(-1) ?? own.predictions;
      expect(figures).toHaveLength(expected.length);
      expected.forEach((value, i) => {
        if (value === null) expect(figures[i]).toBe('');
        else expect(Math.abs(Number(figures[i]) - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
      });
    },
  );
});

describe.skipIf(consumers.compiler === null)('the C source', () => {
  it.each(exportCases())('compiles without a warning: $title', async (one) => {
    const { path, room } = await fileOf('c', one);
    const source = join(room, 'model.c');
    await copyFile(path, source);
    const args = ['-std=c99', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-c', source, '-o', join(room, 'model.o')];
    const { status, stderr } = spawnSync(consumers.compiler!, args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

describe.skipIf(consumers.sklearn === null)('the scikit-learn module', () => {
  it('holds a fitted pipeline that predicts by itself for rows in which nothing is missing, and refuses others', async () => {
    const one = exportCases().find(({ model }) => model.loss.kind === 'softmax')!;
    const { path, room } = await fileOf('sklearn', one);
    const names = describeModel(one.model).inputs.map(({ name }) => name);
    const script = `
import importlib.machinery, importlib.util, json, sys
from sklearn.utils.validation import check_is_fitted
loader = importlib.machinery.SourceFileLoader("model", sys.argv[1])
module = importlib.util.module_from_spec(importlib.util.spec_from_loader("model", loader))
loader.exec_module(module)
check_is_fitted(module.pipeline)
names = json.loads(sys.argv[2])
whole = [dict(zip(names, row)) for row in ([1.0, 2.0], [0.5, -1.0])]
broken = [dict(zip(names, (None, 1.0)))]
assert list(module.pipeline.predict(whole)) == list(module.predict(whole))
assert (module.pipeline.predict_proba(whole) == module.predict_proba(whole)).all()
assert list(module.pipeline.classes_) == module.CLASSES
assert len(module.pipeline[:-1].get_feature_names_out()) == module.pipeline[-1].n_features_in_
assert module.predict(broken)[0] is None
try:
    module.pipeline.predict(broken)
except ValueError as error:
    print("refused" if "NaN" in str(error) else error)
`;
    const { stdout, stderr } = spawnSync(consumers.sklearn!, ['-B', '-c', script, path, JSON.stringify(names)], { encoding: 'utf8', cwd: room });
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe('refused');
  });
});
