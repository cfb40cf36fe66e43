import { afterEach, describe, expect, it, vi } from 'vitest';
import { useApp } from '../../../renderer/stores/app';
import { useMessages } from '../../../renderer/stores/messages';
import { useModel } from '../../../renderer/stores/model';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useSettings } from '../../../renderer/stores/settings';
import { useTransport } from '../../../renderer/stores/transport';
import { FallLineError, type ExportResult } from '../../../workers/core/schema';
import type { FakeOptions } from '../../../renderer/bridge/fake/fakeApi';
import { deferred, openWindow } from './setup';

async function trained(overrides: FakeOptions['overrides'] = {}): Promise<void> {
  const { api, tick, draw } = openWindow({ stepsPerFrame: 1000, overrides });
  api.onFrame((frame) => useRun().receive(frame));
  api.on('run/finished', (result) => useRun().finish(result));
  await useApp().load();
  await useSession().openSample('classic');
  await useTransport().toggle();
  tick();
  draw();
}

afterEach(() => vi.unstubAllGlobals());

describe('the model of a run', () => {
  it('cannot be saved before there is one', () => {
    openWindow();
    expect(useModel().problem).toBe('Train a model first.');
  });

  it('can be saved and looked at once the run has ended', async () => {
    await trained();
    const model = useModel();
    expect(model.problem).toBeNull();
    await model.loadPreview();
    expect(model.preview).toMatchObject({ targetName: 'y', featureNames: ['x1', 'x2', 'x3'], steps: 1000 });
    await model.exportAs('json');
    expect(useMessages().last?.text).toMatch(/^Saved \/data\/model\.json\. .*re-scored by a program, largest difference 2\.2e/);
  });

  it('is not saved twice at once', async () => {
    const answer = deferred<ExportResult>();
    await trained({ 'model/export': () => answer.promise });
    const model = useModel();
    const saving = model.exportAs('csv');
    expect(model.problem).toBe('A file is being written.');
    const check = { nRows: 0, largestDifference: null, consumer: 'Not run: there is no Python.' };
    answer.resolve({ path: '/data/c.csv', byteLength: 1, check });
    await saving;
    expect(model.problem).toBeNull();
    expect(useMessages().last?.text).toBe('Saved /data/c.csv. Not run: there is no Python.');
  });

  it('says nothing when the person closes the dialog', async () => {
    await trained({ 'model/export': () => null });
    const before = useMessages().last;
    await useModel().exportAs('json');
    expect(useMessages().last).toBe(before);
  });

  it('shows the sentence of a file that could not be written', async () => {
    const sentence = 'There is no room for /data/model.json. The file that was there is unchanged: free some space.';
    await trained({
      'model/export': () => {
        throw new FallLineError('write-failed', sentence);
      },
    });
    await useModel().exportAs('json');
    expect(useMessages().banner).toEqual({ kind: 'error', text: sentence });
    expect(useModel().isSaving).toBe(false);
  });

  it('can be opened again and started from', async () => {
    await trained();
    await useModel().open('/data/model.json');
    expect(useApp().view).toBe('export');
    await useSession().startFrom(useModel().opened!);
    const init = useSettings().runSettings?.init;
    expect(init).toMatchObject({ kind: 'given', weights: useRun().result?.weights, bias: useRun().result?.bias });
  });

  it('counts the rows that got no prediction', async () => {
    await trained({ 'model/predict': () => ({ path: '/data/p.csv', nRows: 5000, rowsWithoutPrediction: 12 }) });
    await useModel().loadPreview();
    await useModel().savePredictions(useModel().preview!);
    expect(useMessages().last?.text).toBe(
      'Saved predictions for 5,000 rows, 12 without one because a feature is missing: /data/p.csv.',
    );
  });
});
