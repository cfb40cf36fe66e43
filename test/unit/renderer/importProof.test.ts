// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Ambiguity, IpcMap } from '../../../electron/contract';
import ImportProof from '../../../renderer/components/importing/ImportProof.vue';
import { REPROPOSE_DELAY_MS, useImporting } from '../../../renderer/stores/importing';
import { deferred, openWindow } from './setup';

type Proof = IpcMap['import/prove']['response'];
let shown: VueWrapper | null = null;
afterEach(() => {
  shown?.unmount();
  shown = null;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const groups: Ambiguity = {
  kind: 'decimal-or-thousands', column: 0, name: 'x1', nCells: 3, examples: [{ line: 2, text: '0,435' }],
  readAs: '0.435', couldBe: '435', otherwise: 'with , as thousands mark',
  change: { dialect: { decimalMark: '.', thousandsMark: ',' }, type: 'number' },
};

describe('cells that could be read differently, in the import dialog', () => {
  it('are listed as they come in, and read differently at the press of a button', async () => {
    vi.useFakeTimers();
    const asked: (string | undefined)[] = [];
    openWindow({
      overrides: {
        'import/prove': (request) => {
          asked.push(request?.options.dialect.thousandsMark);
          return { nRows: 3, ambiguities: request?.options.dialect.thousandsMark === ',' ? [] : [groups], elapsedMs: 1 };
        },
      },
    });
    const importing = useImporting();
    await importing.begin('/data/a.csv');
    shown = mount(ImportProof);
    await flushPromises();
    expect(shown.text()).toContain('3 cells like 0,435 (line 2) are read as 0.435; with , as thousands mark they would be 435.');
    await shown.get('button').trigger('click');
    expect(importing.columns[0]?.type).toBe('number');
    await vi.advanceTimersByTimeAsync(REPROPOSE_DELAY_MS);
    await flushPromises();
    expect(importing.dialect).toMatchObject({ decimalMark: '.', thousandsMark: ',' });
    expect(asked.at(-1)).toBe(',');
    expect(shown.findAll('li')).toHaveLength(0);
    expect(shown.get('[role=status]').text()).toMatch(/^None in 3 rows/);
  });

  it('of an older question are dropped, and nobody waits once the dialog is closed', async () => {
    const slow = deferred<Proof>();
    const answers: (Proof | Promise<Proof>)[] = [slow.promise, { nRows: 7, ambiguities: [], elapsedMs: 1 }];
    const asked: boolean[] = [];
    openWindow({
      overrides: {
        'import/prove': (request) => {
          asked.push(request !== null);
          return request === null ? null : (answers.shift() ?? null);
        },
      },
    });
    const importing = useImporting();
    await importing.begin('/data/a.csv');
    shown = mount(ImportProof);
    await flushPromises();
    importing.setType(0, 'text');
    await flushPromises();
    slow.resolve({ nRows: 3, ambiguities: [groups], elapsedMs: 1 });
    await flushPromises();
    expect(shown.get('[role=status]').text()).toMatch(/^None in 7 rows/);
    shown.unmount();
    await flushPromises();
    expect(asked).toEqual([true, true, false]);
  });
});
