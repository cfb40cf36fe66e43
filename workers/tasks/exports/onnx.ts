import { readFile } from 'node:fs/promises';
import { scoreOnnx } from '../../core/export/formats/onnx/score';
import type { Consumer } from './consumer';

export const consumeOnnx: Consumer = async ({ path, rows, described }) => ({
  outcome: 'scored',
  scores: scoreOnnx(await readFile(path), described, rows.columns, rows.nRows),
  consumer: 'Fall Line, which read the written graph back and computed it',
});
