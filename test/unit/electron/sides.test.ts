import { beforeEach, describe, expect, it } from 'vitest';
import type { DatasetSummary } from '../../../electron/contract';
import { createSides, type Side, type Sides } from '../../../electron/main/sides';
import { deferred } from '../renderer/setup';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let events: string[];
let failures: unknown[];
let nSides: number;
let read: (name: string) => Promise<DatasetSummary>;
let sides: Sides;

const summaryOf = (id: string): DatasetSummary => ({ id }) as DatasetSummary;

function openSide(): Side {
  const name = `side ${nSides++}`;
  const note = (what: string): void => void events.push(`${name} ${what}`);
  const side: Pick<Side, 'runs' | 'imports' | 'close' | 'engine'> = {
    runs: { frameHandled: (runId: string) => note(`handled ${runId}`) } as Side['runs'],
    imports: { start: () => read(name) } as unknown as Side['imports'],
    engine: {
      proposeImport: () => Promise.resolve({ format: 'csv', dialect: {}, columns: [] }),
      dispose: () => Promise.resolve(note('disposed')),
    } as unknown as Side['engine'],
    close: () => Promise.resolve(note('closed')),
  };
  return side as Side;
}

const sample = (): Promise<string> => Promise.resolve('/samples/classic.csv');

beforeEach(() => {
  events = [];
  failures = [];
  nSides = 0;
  read = (name) => Promise.resolve(summaryOf(name));
  sides = createSides(openSide, (error) => failures.push(error));
});

describe('the side of an experiment', () => {
  it('takes the place of the own one once its sample is read, and nothing of the own one is closed', async () => {
    expect(sides.current()).toBe(sides.own);
    expect(await sides.begin(sample)).toEqual(summaryOf('side 1'));
    expect(sides.current()).not.toBe(sides.own);
    expect(events).toEqual([]);
  });

  it('gives way to the own one at once, and is freed behind it', async () => {
    await sides.begin(sample);
    sides.end();
    expect(sides.current()).toBe(sides.own);
    await settle();
    expect(events).toEqual(['side 1 closed', 'side 1 disposed']);
  });

  it('leaves the window where it was when its sample cannot be read', async () => {
    read = () => Promise.reject(new Error('unreadable'));
    await expect(sides.begin(sample)).rejects.toThrow('unreadable');
    expect(sides.current()).toBe(sides.own);
    await settle();
    expect(events).toEqual(['side 1 closed', 'side 1 disposed']);
  });

  it('does not come up any more when it was left while its sample was read', async () => {
    const reading = deferred<DatasetSummary>();
    read = () => reading.promise;
    const begun = sides.begin(sample);
    await settle();
    sides.end();
    reading.resolve(summaryOf('late'));
    await expect(begun).rejects.toMatchObject({ code: 'cancelled' });
    expect(sides.current()).toBe(sides.own);
    expect(events).toEqual(['side 1 closed', 'side 1 disposed']);
  });

  it('is replaced by the next one, which frees it', async () => {
    await sides.begin(sample);
    await sides.begin(sample);
    await settle();
    expect(events).toEqual(['side 1 closed', 'side 1 disposed']);
    sides.end();
    await settle();
    expect(events.slice(2)).toEqual(['side 2 closed', 'side 2 disposed']);
  });

  it('hears of its frames as the own side does', async () => {
    await sides.begin(sample);
    sides.frameHandled('run 7');
    expect(events).toEqual(['side 0 handled run 7', 'side 1 handled run 7']);
  });

  it('is gone with the window, whose own data are closed too, and with the application', async () => {
    await sides.begin(sample);
    await sides.close();
    expect(events.sort()).toEqual(['side 0 closed', 'side 1 closed', 'side 1 disposed']);
    await sides.dispose();
    expect(events).toContain('side 0 disposed');
    expect(failures).toEqual([]);
  });
});
