import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { describeModel } from '../../workers/core/export/describedModel';
import { scoreRows } from '../../workers/core/export/evaluate';
import { printPmml } from '../../workers/core/export/formats/pmml/model';
import { scorePmml } from '../../workers/core/export/formats/pmml/score';
import { largestDifference, type Cell } from '../../workers/core/export/scores';
import { exportCases } from '../support/exportCases';

const TOLERANCE = 1e-12;

const schema = await readFile(join(import.meta.dirname, '../golden/pmml/regression-4-4.xsd'), 'utf8');
const validate = (contents: string) => validateXML({ xml: { fileName: 'model.pmml', contents }, schema });

/** PMML has whole seconds alone. */
const toTheSecond = (cell: Cell): Cell => (typeof cell === 'string' ? cell.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.\d+$/, '$1') : cell);

describe('a model written as PMML', () => {
  it.each(exportCases())('holds to the schema and computes what Fall Line does: $title', async ({ model, columns }) => {
    const described = describeModel(model);
    const rows = columns.map((column) => column.map(toTheSecond));
    const own = scoreRows(described, rows, rows[0]!.length);
    const text = printPmml(model);
    expect((await validate(text)).errors).toEqual([]);
    expect(largestDifference(own, scorePmml(text, described, rows, rows[0]!.length))).toBeLessThanOrEqual(TOLERANCE);
  });

  it('would not hold to the schema with an attribute or an element in a wrong place', async () => {
    const text = printPmml(exportCases()[0]!.model);
    const wrong = [
      text.replace('intercept=', 'constant='),
      text.replace('usageType="active"', 'usageType="input"'),
      text.replace(/<Output>[\s\S]*<\/Output>/, ''),
      text.replace('version="4.4"', ''),
    ];
    const valid = await Promise.all(wrong.map(async (contents) => (await validate(contents)).valid));
    // Output may be missing; the others may not.
    expect(valid).toEqual([false, false, true, false]);
  });
});
