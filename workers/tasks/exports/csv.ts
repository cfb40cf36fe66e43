import { readFile } from 'node:fs/promises';
import type { DescribedModel } from '../../core/export/describedModel';
import { scoreRows } from '../../core/export/evaluate';
import { csvRecords } from './csvRecords';
import type { Consumer } from './consumer';

/** The predictors with the figures of the file in the place of those of the model. */
const withFigures = (described: DescribedModel, records: readonly string[][]): DescribedModel => {
  const [header = [], ...lines] = records;
  const values = lines.map((line) => Number(line[header.indexOf('value')]));
  const nFigures = described.features.length + 1;
  const nWanted = nFigures * described.predictors.length;
  if (values.length !== nWanted) throw new Error(`it holds ${values.length} of ${nWanted} figures.`);
  return {
    ...described,
    predictors: described.predictors.map(({ name }, k) => {
      const own = values.slice(k * nFigures, (k + 1) * nFigures);
      return { name, weights: own.slice(0, -1), bias: own.at(-1) ?? NaN };
    }),
  };
};

export const consumeCsv: Consumer = async ({ path, rows, described }) => {
  const read = withFigures(described, csvRecords(await readFile(path, 'utf8')));
  return {
    outcome: 'scored',
    scores: scoreRows(read, rows.columns, rows.nRows),
    consumer: 'Fall Line with the saved coefficients',
  };
};
