// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DatasetSummary, SelfTestReport } from '../../../electron/contract';
import SelfTestDialog from '../../../renderer/components/help/SelfTestDialog.vue';
import ImportDialog from '../../../renderer/components/importing/ImportDialog.vue';
import { FAKE_SELF_TEST } from '../../../renderer/bridge/fake/fakeSelfTest';
import { useImporting } from '../../../renderer/stores/importing';
import { useSelfTest } from '../../../renderer/stores/selfTest';
import { FallLineError } from '../../../workers/core/schema';
import { deferred, openWindow } from './setup';

let mounted: VueWrapper[] = [];
const show = (dialog: VueWrapper): void => void mounted.push(dialog);

afterEach(() => {
  for (const wrapper of mounted) wrapper.unmount();
  mounted = [];
  vi.unstubAllGlobals();
});

const buttonNamed = (text: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find((candidate) => candidate.textContent?.trim() === text);
  if (found === undefined) throw new Error(`There is no button "${text}".`);
  return found;
};

describe('the import dialog', () => {
  it('gives the focus to Cancel while it reads, and back to Import where that fails', async () => {
    let fail: (error: Error) => void = () => undefined;
    const reading = new Promise<DatasetSummary>((_resolve, reject) => (fail = reject));
    openWindow({ overrides: { 'import/start': () => reading } });
    show(mount(ImportDialog, { attachTo: document.body }));
    await useImporting().begin('/data/a.csv');
    await flushPromises();
    buttonNamed('Import').focus();
    buttonNamed('Import').click();
    await flushPromises();
    expect(document.activeElement).toBe(buttonNamed('Cancel'));
    fail(new FallLineError('import-failed', 'The file changed while it was read.'));
    await flushPromises();
    expect(document.activeElement).toBe(buttonNamed('Import'));
    expect(document.body.textContent).toContain('The file changed while it was read.');
  });
});

describe('the self-test', () => {
  it('is run on demand, shows what it found and why, and can be run again', async () => {
    const answer = deferred<SelfTestReport>();
    openWindow({ overrides: { 'app/self-test': () => answer.promise } });
    show(mount(SelfTestDialog, { attachTo: document.body }));
    useSelfTest().open();
    await flushPromises();
    buttonNamed('Run the self-test').click();
    await flushPromises();
    expect(buttonNamed('Cancel')).toBeDefined();
    answer.resolve(FAKE_SELF_TEST);
    await flushPromises();
    const text = document.body.textContent;
    expect(text).toContain('All 2 sets have the digits that are asked');
    expect(text).toContain('nine of ten directions are still on their way');
    expect(document.querySelectorAll('th[scope=row]')).toHaveLength(2);
    expect(buttonNamed('Run again')).toBeDefined();
  });

  it('that is cancelled says nothing, and one that fails says why', async () => {
    let error = new FallLineError('cancelled', 'Cancelled.');
    openWindow({ overrides: { 'app/self-test': () => Promise.reject(error) } });
    const selfTest = useSelfTest();
    await selfTest.run();
    expect([selfTest.error, selfTest.report, selfTest.isRunning]).toEqual([null, null, false]);
    error = new FallLineError('unexpected', 'A worker ended.');
    await selfTest.run();
    expect(selfTest.error).toBe('A worker ended.');
  });
});
