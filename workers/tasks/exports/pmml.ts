import { readFile } from 'node:fs/promises';
import { scorePmml } from '../../core/export/formats/pmml/score';
import type { Consumer } from './consumer';

export const consumePmml: Consumer = async ({ path, rows, described }) => ({
  outcome: 'scored',
  scores: scorePmml(await readFile(path, 'utf8'), described, rows.columns, rows.nRows),
  consumer: 'Fall Line, which read the written document back and computed it',
});
