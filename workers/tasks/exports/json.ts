import { readFile } from 'node:fs/promises';
import { describeModel } from '../../core/export/describedModel';
import { scoreRows } from '../../core/export/evaluate';
import { parseModel } from '../../core/export/parseModel';
import type { Consumer } from './consumer';

export const consumeJson: Consumer = async ({ path, rows }) => {
  const described = describeModel(parseModel(await readFile(path, 'utf8')));
  return { outcome: 'scored', scores: scoreRows(described, rows.columns, rows.nRows), consumer: 'Fall Line from the saved file' };
};
