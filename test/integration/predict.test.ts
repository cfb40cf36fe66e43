import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { designNames } from '../../workers/core/design/designNames';
import type { ModelFile } from '../../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';
import { createDataBench, type DataBench } from '../support/data';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const model = (columnNames: string[], change: Partial<ModelFile>): ModelFile => ({
  ...DEFAULT_METHOD,
  ...DEFAULT_DESIGN,
  format: 'fall-line-model',
  formatVersion: 1,
  model: 'linear',
  targetName: 'y',
  columnNames,
  featureNames: designNames(columnNames, change.degree ?? 1),
  weights: [],
  bias: 0,
  classNames: null,
  classes: null,
  standardize: false,
  scaling: { means: [], scales: [] },
  loss: { kind: 'squared', parameter: null, name: '', formula: '', value: 0 },
  objective: { formula: '', value: 0 },
  learningRate: 1,
  steps: 1,
  stopReason: 'max-steps',
  thetaHash: '',
  nSamples: 1,
  rowsRejected: 0,
  rowsSkipped: 0,
  data: { fileName: '', nRows: 1, sha256: '' },
  createdAt: '',
  applicationVersion: '',
  preparation: null,
  intervals: null,
  intervalsReason: null,
  ...change,
});

const predicted = async (fitted: ModelFile, content: string): Promise<string[]> => {
  const { id } = await bench.open(await bench.file('rows.csv', content));
  const path = join(bench.directory, 'predictions.csv');
  await bench.engine.predict(fitted, id, { path });
  return (await readFile(path, 'utf8')).split('\n').slice(0, -1);
};

describe('predictions of a file', () => {
  it('make the powers of its columns', async () => {
    const cubic = model(['b', 'a'], { degree: 3, weights: [1, 10, 100, 0.5, 0, 2], bias: 3 });
    // 3 + b + 10 b^2 + 100 b^3 + 0.5 a + 2 a^3
    expect(await predicted(cubic, 'a,b\n2,1\n-1,0.5\n')).toEqual([
      'row,prediction',
      `1,${3 + 1 + 10 + 100 + 1 + 16}`,
      `2,${3 + 0.5 + 2.5 + 12.5 - 0.5 - 2}`,
    ]);
  });

  it('name the class and the probability of each, and leave a row with a missing feature empty', async () => {
    const loss = { kind: 'softmax', parameter: null, name: '', formula: '', value: 0 } as const;
    const classNames = ['red', 'light, blue', 'green'];
    const classes = [
      { name: 'red', weights: [0], bias: 0 },
      { name: 'light, blue', weights: [1000], bias: 0 },
      { name: 'green', weights: [-1000], bias: 0 },
    ];
    const fitted = model(['x'], { loss, classNames, classes, weights: [0] });
    // A thousand apart, exp underflows to 0 and one class has it all.
    expect(await predicted(fitted, 'x,u\n1,1\n,2\n-1,3\n')).toEqual([
      'row,prediction,p(red),"p(light, blue)",p(green)',
      '1,"light, blue",0,1,0',
      '2,,,,',
      '3,green,0,0,1',
    ]);
  });

  it('of two classes come from the log-odds of the second', async () => {
    const loss = { kind: 'logistic', parameter: null, name: '', formula: '', value: 0 } as const;
    const fitted = model(['x'], { loss, classNames: ['0', '1'], weights: [2], bias: -2 });
    const [header, first, second] = await predicted(fitted, 'x\n1\n500\n');
    expect([header, first]).toEqual(['row,prediction,p(0),p(1)', '1,0,0.5,0.5']);
    // exp(-998) is below the least float64: all the probability is on one side.
    expect(second).toBe('2,1,0,1');
  });
});
