import { describe, expect, it } from 'vitest';
import { keptTrace, thinned } from '../../../../workers/core/keptRuns/keptTrace';
import { runsCsv } from '../../../../workers/core/keptRuns/runsCsv';
import { settingDifferences } from '../../../../workers/core/keptRuns/settingRows';
import { LOSS_MAX, LOSS_MIN, STEP } from '../../../../workers/core/training/record';
import { keptRunOf, RECORD, recordsOf } from '../../../support/keptRuns';

describe('records that are thinned', () => {
  it('are those of a doubled stride, each with the extremes of those that went', () => {
    const { stride, records } = thinned({ stride: 2, recordLength: RECORD, records: recordsOf(0, 11, 2) }, 3);
    expect(stride).toBe(8);
    expect([0, 1, 2].map((k) => records[k * RECORD + STEP])).toEqual([0, 8, 16]);
    // Of the steps 8 to 14, and of 16 to 20, which are all there are.
    expect([records[RECORD + LOSS_MIN], records[RECORD + LOSS_MAX]]).toEqual([1 / 15 / 2, 2 / 9]);
    expect([records[2 * RECORD + LOSS_MIN], records[2 * RECORD + LOSS_MAX]]).toEqual([1 / 21 / 2, 2 / 17]);
  });

  it('make a curve that ends at the last figures', () => {
    const run = keptRunOf(1);
    const trace = keptTrace(run, { stride: 1, recordLength: RECORD, records: recordsOf(0, 9_000) });
    expect(trace.steps.length).toBeLessThanOrEqual(2_000);
    const short = keptTrace(run, { stride: 1, recordLength: RECORD, records: recordsOf(0, 5) });
    expect(short.steps).toEqual([0, 1, 2, 3, 4, 1000]);
    expect(short.loss.at(-1)).toBe(run.last.objective);
    expect(short.validationLoss).toEqual([null, null, null, null, null, null]);
    const { info } = run;
    const batches = { ...run, info: { ...info, settings: { ...info.settings, batchSize: 3 } } };
    expect(keptTrace(batches, { stride: 1, recordLength: RECORD, records: recordsOf(0, 4) }).epochs.slice(0, 4)).toEqual([0, 1 / 3, 2 / 3, 1]);
  });
});

describe('runs as a table', () => {
  const first = keptRunOf(1, { name: '=cmd()', note: 'a, "b"' });
  const second = keptRunOf(2, { name: '-1' });
  second.settings = { ...second.settings, learningRate: 0.7, optimizer: { kind: 'heavy-ball', momentum: 0.5 } };

  it('tell the settings in which they differ, and no others', () => {
    expect(settingDifferences([first, second])).toEqual([
      { title: 'Optimiser', values: ['Gradient descent', 'Heavy ball (momentum 0.5)'] },
      { title: 'Learning rate', values: ['0.3', '0.7'] },
    ]);
    expect(settingDifferences([first, first])).toEqual([]);
    expect(settingDifferences([])).toEqual([]);
  });

  it('are written so that a spreadsheet runs nothing of them', () => {
    const [head, one, two, end] = runsCsv([first, second]).split('\r\n');
    expect(head).toBe('id,name,note,date,file,target,loss function,optimiser,Optimiser,Learning rate,steps,loss,objective,validation loss,best validation loss,gradient norm,seconds,ended,theta hash');
    expect(one).toContain(`,'=cmd(),"a, ""b""",2026-01-02T03:04:05.000Z,data.csv,y,Mean squared error,Gradient descent,Gradient descent,0.3,1000,0.25,`);
    expect(two).toContain(',-1,');
    expect(two).toContain(',0.7,1000,');
    expect(end).toBe('');
  });
});
