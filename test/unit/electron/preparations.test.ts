import { describe, expect, it } from 'vitest';
import type { Prepared, Recipe } from '../../../electron/contract';
import { createPreparations } from '../../../electron/main/preparations';
import { requestSchemas } from '../../../electron/main/ipc/schemas';
import { createWork } from '../../../electron/main/work';
import { FallLineError } from '../../../workers/core/schema';

const RECIPE = {} as Recipe;

/** Prepares p1, p2 and so on, each once it is told to, unless it is called off before. */
function createBench() {
  const closed: string[] = [];
  const waiting: (() => void)[] = [];
  let inUse: string | null = null;
  let nPrepared = 0;
  const preparations = createPreparations({
    engine: {
      prepare: (_datasetId, _recipe, { signal } = {}) =>
        new Promise((resolve, reject) => {
          const id = `p${++nPrepared}`;
          signal?.addEventListener('abort', () => reject(new FallLineError('cancelled', 'Cancelled.')));
          waiting.push(() => resolve({ dataset: { id } } as Prepared));
        }),
      closeDataset: (id) => {
        closed.push(id);
        return Promise.resolve();
      },
    },
    work: createWork(() => undefined, () => 0),
    isInUse: (id) => id === inUse,
  });
  const prepare = async (): Promise<string> => {
    const answer = preparations.prepare('d', RECIPE);
    waiting.splice(0).forEach((go) => go());
    return (await answer).dataset.id;
  };
  return { preparations, prepare, closed, waiting, use: (id: string | null) => (inUse = id) };
}

describe('prepared data sets', () => {
  it('give way to the newest', async () => {
    const { prepare, closed } = createBench();
    expect([await prepare(), await prepare(), await prepare()]).toEqual(['p1', 'p2', 'p3']);
    expect(closed).toEqual(['p1', 'p2']);
  });

  it('stay while a run works with them, and go once it has gone', async () => {
    const { prepare, closed, use } = createBench();
    use(await prepare());
    await prepare();
    await prepare();
    expect(closed).toEqual(['p2']);
    use(null);
    await prepare();
    expect(closed).toEqual(['p2', 'p1', 'p3']);
  });

  it('are no longer made for a recipe that has changed meanwhile', async () => {
    const { preparations, prepare, closed, waiting } = createBench();
    const first = preparations.prepare('d', RECIPE);
    waiting.splice(0);
    const second = prepare();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(await second).toBe('p2');
    expect(closed).toEqual([]);
  });
});

describe('a recipe that crosses to main', () => {
  const recipe = { target: 'y', features: ['x'], entries: [] as unknown[], scaling: 'min-max', intercept: true };
  const isTaken = (entry: unknown): boolean =>
    requestSchemas['dataset/prepare'].safeParse({ datasetId: 'd', recipe: { ...recipe, entries: [entry] } }).success;

  it('needs the shape alone: what makes no sense is told in words by the core', () => {
    expect(isTaken({ kind: 'powers', column: null, degree: NaN })).toBe(true);
    expect(isTaken({ kind: 'split', rule: { kind: 'share', validation: 7, test: -1, seed: 0.5 } })).toBe(true);
    expect(isTaken({ kind: 'missing', column: 'x', rule: { kind: 'constant', value: 'a' }, indicator: false })).toBe(true);
  });

  it('is refused with an entry, a rule or a field that there is not', () => {
    expect(isTaken({ kind: 'script', text: '' })).toBe(false);
    expect(isTaken({ kind: 'missing', column: 'x', rule: { kind: 'mode' }, indicator: false })).toBe(false);
    expect(isTaken({ kind: 'weights', column: 'x', sql: '1' })).toBe(false);
  });
});
