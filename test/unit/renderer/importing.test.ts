import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportProposal } from '../../../electron/contract';
import { makeFakeDataset, proposalOf } from '../../../renderer/bridge/fake/fakeDataset';
import { REPROPOSE_DELAY_MS, useImporting } from '../../../renderer/stores/importing';
import { useWork } from '../../../renderer/stores/work';
import { FallLineError } from '../../../workers/core/schema';
import { deferred, openWindow } from './setup';

const proposal = (part: Partial<ImportProposal> = {}): ImportProposal => ({
  ...proposalOf(makeFakeDataset('/data/a.csv')),
  ...part,
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the import dialog', () => {
  it('asks again once, a moment after the last change', async () => {
    const asked: string[] = [];
    openWindow({
      overrides: {
        'import/propose': ({ overrides }) => {
          asked.push(overrides.delimiter ?? 'as found');
          return proposal();
        },
      },
    });
    const importing = useImporting();
    await importing.begin('/data/a.csv');
    importing.change({ delimiter: ';' });
    importing.change({ delimiter: '|' });
    expect(importing.isProposing).toBe(true);
    await vi.advanceTimersByTimeAsync(REPROPOSE_DELAY_MS);
    expect(asked).toEqual(['as found', '|']);
    expect(importing.isProposing).toBe(false);
  });

  it('drops an answer that comes after a newer question', async () => {
    const slow = deferred<ImportProposal>();
    const answers = [Promise.resolve(proposal()), slow.promise, Promise.resolve(proposal({ fileName: 'newer' }))];
    openWindow({ overrides: { 'import/propose': () => answers.shift() ?? proposal() } });
    const importing = useImporting();
    await importing.begin('/data/a.csv');
    importing.change({ delimiter: ';' });
    await vi.advanceTimersByTimeAsync(REPROPOSE_DELAY_MS);
    importing.change({ delimiter: '|' });
    await vi.advanceTimersByTimeAsync(REPROPOSE_DELAY_MS);
    slow.resolve(proposal({ fileName: 'older' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(importing.proposal?.fileName).toBe('newer');
  });

  it('drops an answer that comes after it was closed', async () => {
    const slow = deferred<ImportProposal>();
    openWindow({ overrides: { 'import/propose': () => slow.promise } });
    const importing = useImporting();
    const begun = importing.begin('/data/a.csv');
    await importing.close();
    slow.resolve(proposal());
    await begun;
    expect(importing.proposal).toBeNull();
    expect(importing.isOpen).toBe(false);
  });

  it('stays open with the sentence when the import fails', async () => {
    const sentence = 'Row 3, column "x1": "n/a" is not a number. Choose a rule for missing values.';
    openWindow({
      overrides: {
        'import/start': () => {
          throw new FallLineError('import-failed', sentence);
        },
      },
    });
    const importing = useImporting();
    await importing.begin('/data/a.csv');
    expect(await importing.start()).toBeNull();
    expect(importing).toMatchObject({ isOpen: true, isWorking: false, error: sentence });
  });

  it('says nothing of a failure that the person asked for by Cancel', async () => {
    openWindow({
      overrides: {
        'import/start': () => {
          throw new FallLineError('cancelled', 'The import was cancelled.');
        },
      },
    });
    const importing = useImporting();
    await importing.begin('/data/a.csv');
    await importing.start();
    expect(importing.error).toBeNull();
  });

  it('imports with the types and options the person chose', async () => {
    let types: string[] = [];
    let delimiter = '';
    const { api } = openWindow();
    const start = api['import/start'];
    api['import/start'] = (request) => {
      types = request.options.columns.map((column) => column.type);
      delimiter = request.options.dialect.delimiter;
      return start(request);
    };
    const importing = useImporting();
    await importing.begin('/data/a.csv');
    importing.setType(1, 'text');
    importing.change({ delimiter: ';' });
    await vi.advanceTimersByTimeAsync(REPROPOSE_DELAY_MS);
    expect(await importing.start()).not.toBeNull();
    expect(types).toEqual(['number', 'text', 'number', 'number']);
    expect(delimiter).toBe(';');
    expect(importing.isOpen).toBe(false);
  });

  it('does not show the progress of columns being described in the background', () => {
    openWindow();
    const work = useWork();
    work.report({ phase: 'profile', done: 1, total: 2, unit: 'rows', elapsedMs: 1, remainingMs: null });
    expect(work.progress).toBeNull();
  });
});
