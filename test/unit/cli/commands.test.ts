import type { Ambiguity } from '../../../workers/core/schema';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../../cli/index';
import { Ending } from '../../../cli/io';
import { parseModel } from '../../../workers/core/export/model';
import { FallLineError, type RunSettings } from '../../../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../../workers/core/training/defaults';
import { certifiedSet, fakeEngine, fakeIo, type FakeIo } from './fakes';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fall-line-cli-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const TRAIN = ['train', 'data.csv', '--target', 'price'];

describe('the command line', () => {
  it('answers help and version without an engine', async () => {
    for (const argv of [
      ['--help'],
      ['help'],
      ['train', '--help'],
      ['inspect', '-h'],
      ['predict', 'a', '--help'],
    ]) {
      const io = fakeIo();
      expect(await main(argv, io)).toBe(0);
      expect(io.out()).toContain('Exit codes');
      expect([io.err(), io.openedWith]).toEqual(['', []]);
    }
    const io = fakeIo();
    expect(await main(['--version'], io)).toBe(0);
    expect(io.out()).toBe('1.2.3\n');
  });

  it('names a command that is missing or unknown, with exit code 2', async () => {
    const io = fakeIo();
    expect(await main([], io)).toBe(2);
    expect(await main(['trian'], io)).toBe(2);
    expect(io.err().split('\n')).toEqual([
      expect.stringMatching(/^Say what is to be done: inspect, train, .*self-test\.$/),
      'Run "fall-line --help" to see how it is used.',
      'There is no command "trian". Did you mean "train"?',
      'Run "fall-line --help" to see how it is used.',
      '',
    ]);
    expect(io.out()).toBe('');
  });

  it('reports a defect in two lines without a stack', async () => {
    const { engine } = fakeEngine();
    engine.proposeImport = () => Promise.reject(new Error('first\nsecond'));
    const io = fakeIo(engine);
    expect(await main(['inspect', 'x.csv'], io)).toBe(1);
    expect(io.err()).toBe(
      'Unexpected failure: first\\nsecond\nRun again with FALL_LINE_DEBUG=1 to see where.\n',
    );
  });

  it('reports a failure in one line and frees the engine', async () => {
    const { engine, calls } = fakeEngine();
    engine.importFile = () =>
      Promise.reject(new FallLineError('file-damaged', 'Cell "\u001b[2J" is damaged.'));
    const io = fakeIo(engine);
    expect(await main([...TRAIN, '--json'], io)).toBe(1);
    expect([io.out(), io.err()]).toEqual(['', 'Cell "\\u001b[2J" is damaged.\n']);
    expect(calls.at(-1)).toBe('dispose engine');
  });
});

describe('train', () => {
  it('asks the engine for what the options say', async () => {
    const started: RunSettings[] = [];
    const { engine, calls } = fakeEngine({ onStart: (settings) => started.push(settings) });
    const io = fakeIo(engine);
    const words = '--features __proto__,x1 --steps 5 --workers 3 --no-standardize --delimiter ;';
    expect(await main([...TRAIN, ...words.split(' ')], io)).toBe(0);
    expect(io.openedWith).toEqual([3]);
    expect(calls[0]).toBe('propose data.csv {"delimiter":";"}');
    expect(started).toEqual([
      {
        target: 2,
        features: [1, 0],
        standardize: false,
        init: { kind: 'zeros' },
        ...DEFAULT_METHOD,
        ...DEFAULT_DESIGN,
        learningRate: 0.1,
        stop: { maxSteps: 5, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
        workers: 3,
        startPaused: false,
      },
    ]);
    expect(calls.slice(-2)).toEqual(['dispose run', 'dispose engine']);
  });

  it('takes the best rate of the data, with its penalty', async () => {
    const rateWith = async (...words: string[]): Promise<[number | undefined, string | undefined]> => {
      const started: RunSettings[] = [];
      // lambda_max 3 and lambda_min 1: the best rate is 2 / (1 + 3).
      const solution = { lambdaMax: 3, lambdaMin: 1, bestLearningRate: 0.5, divergenceLimit: 2 / 3 };
      const { engine, calls } = fakeEngine({ solution, onStart: (settings) => started.push(settings) });
      expect(await main([...TRAIN, '--quiet', '--learning-rate', 'auto', ...words], fakeIo(engine))).toBe(0);
      return [started[0]?.learningRate, /"l2":[^,}]*/.exec(calls.join('\n'))?.[0]];
    };
    expect(await rateWith()).toEqual([0.5, '"l2":0']);
    expect(await rateWith('--l2', '0.5')).toEqual([0.5, '"l2":0.5']);
    // On the bias too it adds 0.5 to every eigenvalue.
    expect(await rateWith('--l2', '0.5', '--penalize-bias')).toEqual([2 / (1.5 + 3.5), '"l2":0']);
  });

  it('takes labels of any type as classes, and as nothing else', async () => {
    const started: RunSettings[] = [];
    const { engine } = fakeEngine({ onStart: (settings) => started.push(settings) });
    const io = fakeIo(engine);
    const words = ['train', 'data.csv', '--target', 'town', '--quiet'];
    expect(await main([...words, '--loss', 'softmax'], io)).toBe(0);
    expect(started[0]).toMatchObject({ target: 3, features: [0, 1, 2], loss: { kind: 'softmax' } });
    expect(await main([...words, '--loss', 'huber'], io)).toBe(1);
    expect(io.err()).toContain('The column "town" holds values of type text, not numbers.');
  });

  it('prints one object with --json and nothing else on stdout', async () => {
    const io = fakeIo(fakeEngine({ dataset: { nRejected: 1 }, rejects: [] }).engine);
    expect(await main([...TRAIN, '--json'], io)).toBe(0);
    expect(JSON.parse(io.out())).toEqual({
      model: 'linear',
      lossName: 'squared',
      nSamples: 7,
      nValidation: 0,
      nFeatures: 2,
      rowsRejected: 1,
      rowsSkipped: 2,
      steps: 1000,
      stopReason: 'max-steps',
      loss: 0.25,
      validationLoss: null,
      objective: { value: 0.25, formula: 'L' },
      bias: 0.5,
      weights: [
        { name: 'x1', value: 1 },
        { name: '__proto__', value: 2 },
      ],
      classNames: null,
      classes: null,
      learningRate: 0.1,
      gradient: 'sharded',
      thetaHash: 'a'.repeat(64),
      workers: 1,
      elapsedMs: { import: 1, build: 1, train: 12 },
    });
  });

  it('prints a readable result, with notes and rejected lines on stderr', async () => {
    const rejects = [{ line: 1204, column: 'price', text: 'n/a', reason: 'not a number' }];
    const io = fakeIo(fakeEngine({ dataset: { nRejected: 1 }, rejects }).engine);
    expect(await main(TRAIN, io)).toBe(0);
    expect(io.out().split('\n').slice(0, 7)).toEqual([
      'price = 1 x1 + 2 __proto__ + 0.5',
      '',
      '  name        weight',
      '  x1             1',
      '  __proto__      2',
      '  (bias)         0.5',
      '',
    ]);
    expect(io.out()).toContain('7 used, 2 skipped for a missing value, 1 rejected');
    expect(io.err()).toContain('Note: A second column "x1" was renamed.\n');
    expect(io.err()).toContain(
      '1 line could not be read and is left out.\n  Line 1,204, column "price": not a number  n/a\n',
    );
  });

  it('says nothing on stderr with --quiet', async () => {
    const io = fakeIo();
    expect(await main([...TRAIN, '--quiet'], io)).toBe(0);
    expect(io.err()).toBe('');
  });

  it('saves model, coefficients and log before it prints the result', async () => {
    const { engine, calls } = fakeEngine();
    const io = fakeIo(engine);
    const outputs = ['--export', at('m.json'), '--coefficients', at('c.csv'), '--log', at('l.csv')];
    const printed: string[] = [];
    io.stdout = () => printed.push(...readdirSync(folder).toSorted());
    expect(await main([...TRAIN, ...outputs], io)).toBe(0);
    expect(printed).toEqual(['c.csv', 'm.json']);
    expect(calls).toContain(`log ${at('l.csv')}`);
    expect(parseModel(readFileSync(at('m.json'), 'utf8')).weights).toEqual([2, -4]);
    expect(readFileSync(at('c.csv'), 'utf8')).toBe('name,value\r\nx1,2\r\nx2,-4\r\n(bias),0.5\r\n');
  });

  it('that diverges prints its result, says why, keeps the old model and ends with 3', async () => {
    writeFileSync(at('m.json'), 'old');
    const divergence = { message: 'It grew. Use 0.4.', limit: 0.5, suggestedLearningRate: 0.4 };
    const result = { stopReason: 'diverged' as const, divergence, loss: Infinity };
    const io = fakeIo(fakeEngine({ result }).engine);
    expect(await main([...TRAIN, '--json', '--quiet', '--export', at('m.json')], io)).toBe(3);
    expect(JSON.parse(io.out())).toMatchObject({ stopReason: 'diverged', loss: null });
    expect(io.err()).toBe('It grew. Use 0.4. The model was not saved.\n');
    expect(readFileSync(at('m.json'), 'utf8')).toBe('old');
  });

  it('whose worker died ends with 1 and its sentence', async () => {
    const result = { stopReason: 'failed' as const, failure: 'A worker died.' };
    const io = fakeIo(fakeEngine({ result }).engine);
    expect(await main([...TRAIN, '--json', '--quiet'], io)).toBe(1);
    expect([io.out(), io.err()]).toEqual(['', 'A worker died.\n']);
  });

  it('stops the run on Ctrl+C, with one line and 130', async () => {
    const { engine, calls } = fakeEngine({ endless: true });
    const io = fakeIo(engine);
    const startRun = engine.startRun.bind(engine);
    engine.startRun = async (...given) => {
      const run = await startRun(...given);
      queueMicrotask(() => queueMicrotask(() => io.end(new Ending(130, 'Cancelled.'))));
      return run;
    };
    expect(await main([...TRAIN, '--quiet', '--export', at('m.json')], io)).toBe(130);
    expect([io.out(), io.err()]).toEqual(['', 'Cancelled.\n']);
    expect(calls.slice(-3)).toEqual(['control stop', 'dispose run', 'dispose engine']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names an unknown column before it reads the file', async () => {
    const { engine, calls } = fakeEngine();
    const io = fakeIo(engine);
    expect(await main(['train', 'data.csv', '--target', 'prise'], io)).toBe(1);
    expect(io.err()).toContain('Did you mean "price"?');
    expect(calls).not.toContain('import');
  });

  it('refuses outputs that would overwrite the data or each other', async () => {
    writeFileSync(at('data.csv'), 'a,b\n');
    const io = fakeIo();
    const own = ['train', at('data.csv'), '--target', 'price'];
    expect(await main([...own, '--export', at('./data.csv')], io)).toBe(2);
    expect(await main([...own, '--export', at('x'), '--log', at('x')], io)).toBe(2);
    expect(io.err()).toContain('The option --export names the same file as the input');
    expect(io.err()).toContain('The option --log names the same file as --export');
    expect(io.openedWith).toEqual([]);
  });

  it('names a folder that is not there before it trains', async () => {
    const io = fakeIo();
    expect(await main([...TRAIN, '--export', at('no/m.json')], io)).toBe(1);
    expect(io.err()).toContain('there is no such folder');
    expect(io.openedWith).toEqual([]);
  });
});

describe('self-test', () => {
  it('prints the digits of each set and what descent reaches, and ends with 0', async () => {
    const io = fakeIo();
    expect(await main(['self-test'], io)).toBe(0);
    const row = io.out().split('\n').find((line) => line.startsWith('  Norris '));
    expect(row?.trim().split(/ {2,}/)).toEqual(['Norris', '36 x 1', '12.9', '13.1', '10', 'ok', '13.2', '1']);
    expect(io.out()).toContain('  Norris: 13.2 digits after 100,000 steps. One step is enough.\n');
    expect(io.out()).toContain('All 1 sets have the digits that are asked');
  });

  it('ends with 1 where a set has too few digits, and prints the whole report as one object', async () => {
    const sets = [certifiedSet, { ...certifiedSet, name: 'Filip', coefficientDigits: 5, isPassed: false }];
    const failing = (): FakeIo => fakeIo(fakeEngine({ selfTest: { sets, isPassed: false } }).engine);
    const [text, json] = [failing(), failing()];
    expect(await main(['self-test'], text)).toBe(1);
    expect(text.out()).toContain('Too few digits: Filip.');
    expect(await main(['self-test', '--json', '--quiet'], json)).toBe(1);
    expect(JSON.parse(json.out())).toEqual({ source: 'NIST', sets, isPassed: false, elapsedMs: 5 });
    expect(json.err()).toBe('');
  });

  it('takes no file', async () => {
    const io = fakeIo();
    expect(await main(['self-test', 'data.csv'], io)).toBe(2);
    expect(io.err()).toContain('"data.csv" is one word too many; the command takes options alone.');
  });
});

describe('inspect', () => {
  it('prints dialect, columns, rows and rejected lines as one object', async () => {
    const rejects = [{ line: 3, column: null, text: 'a,b,c', reason: 'too many cells' }];
    const io = fakeIo(fakeEngine({ dataset: { nRejected: 1 }, rejects }).engine);
    expect(await main(['inspect', 'data.csv', '--json'], io)).toBe(0);
    expect(JSON.parse(io.out())).toMatchObject({
      byteLength: 100,
      format: 'csv',
      dialect: { delimiter: ',', missingWords: ['NA'] },
      columns: [{ index: 0, name: 'x1', type: 'number' }, { name: '__proto__' }, {}, { type: 'text' }],
      rowCount: 9,
      rowsRejected: 1,
      rejects,
      notes: ['A second column "x1" was renamed.'],
    });
  });

  it('prints a table for people', async () => {
    const io = fakeIo();
    expect(await main(['inspect', 'data.csv'], io)).toBe(0);
    expect(io.out()).toContain('Missing values  empty cell, "NA"\n');
    expect(io.out()).toContain('  2   __proto__   number\n');
  });

  it('counts the cells that would read differently where that is asked for, and saves the rejected lines', async () => {
    const ambiguity: Ambiguity = {
      kind: 'leading-zeros', column: 0, name: 'x1', nCells: 2, examples: [{ line: 2, text: '007' }],
      readAs: '7', couldBe: '"007"', otherwise: 'as text', change: { dialect: {}, type: 'text' },
    };
    const file = at('rejected.csv');
    const { engine, calls } = fakeEngine({ proof: { ambiguities: [ambiguity] }, dataset: { nRejected: 5 }, rejects: [] });
    const io = fakeIo(engine);
    expect(await main(['inspect', 'data.csv', '--proof', '--rejected', file], io)).toBe(0);
    expect(io.out()).toContain('  Column "x1": 2 cells like 007 (line 2) are read as 7; as text they would be "007".\n');
    expect(calls).toContain(`rejected ${file}`);
    expect(io.err()).toContain('Wrote 0 rejected lines, the first of 5 to ');
    const json = fakeIo(engine);
    expect(await main(['inspect', 'data.csv', '--proof', '--json'], json)).toBe(0);
    expect(JSON.parse(json.out())).toMatchObject({ ambiguities: [{ kind: 'leading-zeros', column: 'x1', nCells: 2 }] });
  });

  it('refuses dialect options for a file that has no dialect', async () => {
    const io = fakeIo(fakeEngine({ proposal: { format: 'parquet' } }).engine);
    expect(await main(['inspect', 'data.csv', '--delimiter', ';'], io)).toBe(2);
    expect(io.err()).toContain('is no delimited text');
  });
});

describe('predict', () => {
  const saveModel = async (): Promise<void> => {
    const io = fakeIo();
    expect(await main([...TRAIN, '--export', at('m.json')], io)).toBe(0);
    const model: unknown = JSON.parse(readFileSync(at('m.json'), 'utf8'));
    const names = ['x1', '__proto__'];
    writeFileSync(at('m.json'), JSON.stringify({ ...(model as object), columnNames: names, featureNames: names }));
  };

  it('prints the predictions on stdout and the summary on stderr', async () => {
    await saveModel();
    const io = fakeIo();
    expect(await main(['predict', at('m.json'), 'data.csv'], io)).toBe(0);
    expect(io.out()).toBe('row,prediction\n1,2\n');
    expect(io.err()).toContain('Predicted 1 row; 1 row without a prediction, a feature being missing.\n');
  });

  it('names the file and the field of a model that is damaged, and one that is not there', async () => {
    writeFileSync(at('m.json'), '{}');
    const io = fakeIo();
    expect(await main(['predict', at('m.json'), 'data.csv'], io)).toBe(1);
    expect(await main(['predict', at('none.json'), 'data.csv'], io)).toBe(1);
    expect(await main(['predict', folder, 'data.csv'], io)).toBe(1);
    expect(io.err().split('\n')).toEqual([
      `"${at('m.json')}": The file is not a Fall Line model: its "format" is not "fall-line-model". Choose a file saved by Export.`,
      `Cannot read "${at('none.json')}": there is no such file. Check the path.`,
      `Cannot read "${folder}": it is a folder. Give the name of a file.`,
      '',
    ]);
  });
});
