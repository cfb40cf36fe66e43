import { describe, expect, it } from 'vitest';
import { FallLineError } from '../../../workers/core/schema';
import { IPC_NAMES } from '../../../electron/contract';
import { answer } from '../../../electron/main/ipc/answer';
import { requestSchemas } from '../../../electron/main/ipc/schemas';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../../workers/core/training/defaults';

const ask = (payload: unknown, handler: (id: string) => Promise<null>, logged: unknown[] = []) =>
  answer('run/dispose', requestSchemas['run/dispose'], ({ runId }) => handler(runId), payload, (error) =>
    logged.push(error),
  );

describe('a request', () => {
  it('of the right shape reaches its handler', async () => {
    const seen: string[] = [];
    const result = await ask({ runId: 'r' }, async (id) => {
      seen.push(id);
      return null;
    });
    expect(result).toEqual({ ok: true, value: null });
    expect(seen).toEqual(['r']);
  });

  it('of the wrong shape never does, and the answer names the place', async () => {
    const seen: string[] = [];
    const result = await ask({ runId: 7 }, async (id) => {
      seen.push(id);
      return null;
    });
    expect(result).toMatchObject({ ok: false, code: 'setting-invalid' });
    expect(result.ok ? '' : result.message).toMatch(/"run\/dispose" was refused: runId: /);
    expect(seen).toEqual([]);
  });

  it('that fails as expected keeps code and sentence', async () => {
    const logged: unknown[] = [];
    const failure = new FallLineError('worker-died', 'Worker 2 ended. Press Run to train again.');
    expect(await ask({ runId: 'r' }, () => Promise.reject(failure), logged)).toEqual({
      ok: false,
      code: 'worker-died',
      message: failure.message,
    });
    expect(logged).toEqual([]);
  });

  it('that meets a defect says so in one sentence and keeps the stack for the log', async () => {
    const logged: unknown[] = [];
    const defect = new TypeError('x is undefined');
    const result = await ask({ runId: 'r' }, () => Promise.reject(defect), logged);
    expect(result).toMatchObject({ ok: false, code: 'unexpected' });
    expect(result.ok ? '' : result.message).not.toContain('\n');
    expect(logged).toEqual([defect]);
  });
});

describe('the schemas', () => {
  const settings = {
    target: 1,
    features: [0],
    standardize: true,
    init: { kind: 'random', seed: 1 },
    ...DEFAULT_METHOD,
    ...DEFAULT_DESIGN,
    learningRate: 0.1,
    stop: { maxSteps: 10, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
    workers: 'auto',
    startPaused: false,
  };
  const start = (change: object) =>
    requestSchemas['run/start'].safeParse({ datasetId: 'd', settings: { ...settings, ...change } }).success;
  const propose = (overrides: object) =>
    requestSchemas['import/propose'].safeParse({ path: '/a.csv', overrides }).success;

  it('cover every name of the contract', () => {
    expect(Object.keys(requestSchemas).sort()).toEqual([...IPC_NAMES].sort());
  });

  it('let numbers without sense through to the engine, which says what is wrong in words', () => {
    expect(start({})).toBe(true);
    expect(start({ optimizer: { kind: 'nesterov', momentum: NaN }, penalty: { l1: -1, l2: 0, bias: false } })).toBe(true);
    expect(start({ loss: { kind: 'quantile', quantile: 7 }, batchSize: -3, clip: NaN, averageFrom: 0.5 })).toBe(true);
    expect(start({ degree: 0, validationShare: 2, seed: NaN })).toBe(true);
    for (const learningRate of [0, -1, Number.NaN, Infinity, 1e9]) expect(start({ learningRate })).toBe(true);
  });

  it('stop what is no number, no index, or not known', () => {
    expect(start({ learningRate: '0.1' })).toBe(false);
    expect(start({ target: -1 })).toBe(false);
    expect(start({ features: [0.5] })).toBe(false);
    expect(start({ workers: 'all' })).toBe(false);
    expect(start({ init: { kind: 'ones' } })).toBe(false);
    expect(start({ optimizer: { kind: 'magic' } })).toBe(false);
    expect(start({ optimizer: { kind: 'nesterov' } })).toBe(false);
    expect(start({ penalty: { l1: 0 } })).toBe(false);
    expect(start({ loss: { kind: 'huber' } })).toBe(false);
    expect(start({ loss: { kind: 'squared', delta: 1 } })).toBe(false);
    expect(start({ gradient: 'mixed' })).toBe(false);
    expect(start({ storage: 'float16' })).toBe(false);
    expect(start({ intercept: 1 })).toBe(false);
    expect(start({ more: 1 })).toBe(false);
  });

  it('take any part of a dialect as overrides, and nothing else', () => {
    expect(propose({})).toBe(true);
    expect(propose({ delimiter: ';', decimalMark: ',', dateFormat: null })).toBe(true);
    expect(propose({ delimiter: undefined })).toBe(false);
    expect(propose({ decimalMark: ';' })).toBe(false);
    expect(propose({ missingWords: ['x'.repeat(201)] })).toBe(false);
  });

  it('take a picture by its signature and size only', () => {
    const png = (bytes: Uint8Array) => requestSchemas['image/copy-png'].safeParse({ png: bytes }).success;
    const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
    expect(png(Uint8Array.from([...signature, 0]))).toBe(true);
    expect(png(Uint8Array.from([0, ...signature]))).toBe(false);
    const large = new Uint8Array(64 * 1024 * 1024 + 1);
    large.set(signature);
    expect(png(large)).toBe(false);
  });

  it('take a picture of lines and text by its first and last tag, and of bounded size only', () => {
    const svg = (text: string) => requestSchemas['image/save-svg'].safeParse({ svg: text, suggestedName: 'a.svg' }).success;
    expect(svg('<svg xmlns="http://www.w3.org/2000/svg">\n<title>a</title></svg>')).toBe(true);
    expect(svg('<html><svg ></svg></html>')).toBe(false);
    expect(svg(`<svg >${' '.repeat(16 * 1024 * 1024)}</svg>`)).toBe(false);
  });
});
