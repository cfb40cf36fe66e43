import { describe, expect, it } from 'vitest';
import { parseList } from '../../../cli/arguments';
import { parseInspect } from '../../../cli/options/inspect';
import { parsePredict } from '../../../cli/options/predict';
import { parseTrain } from '../../../cli/options/train';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../../workers/core/training/defaults';
import { refusal, train, trainRefusal } from './parsing';

describe('the options of train', () => {
  it('have defaults where nothing is said', () => {
    expect(train()).toEqual({
      path: 'data.csv',
      recipe: { path: null, savePath: null, entries: [], split: null, scaling: null, isAsked: false },
      dialect: {},
      json: false,
      quiet: false,
      target: 'y',
      features: null,
      learningRate: null,
      stop: { maxSteps: 1000, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
      standardize: true,
      method: DEFAULT_METHOD,
      design: DEFAULT_DESIGN,
      init: { kind: 'zeros' },
      workers: 'auto',
      sweep: null,
      folds: null,
      exportPath: null,
      coefficientsPath: null,
      logPath: null,
      keep: true,
      tracePath: null,
      rejectedPath: null,
    });
  });

  it('are all read, in any order and in both spellings', () => {
    const words =
      '--steps=1e3 --learning-rate .5 --no-standardize --init random --seed 7 --workers 3 --tolerance 1e-9';
    const files =
      '--export m.json --coefficients=c.csv --log l.csv --json --quiet --features a,b data.csv --target y';
    expect(parseTrain(`${words} ${files}`.split(' '))).toMatchObject({
      stop: { maxSteps: 1000, lossChange: 1e-9 },
      design: { seed: 7 },
      learningRate: 0.5,
      standardize: false,
      init: { kind: 'random', seed: 7 },
      workers: 3,
      exportPath: 'm.json',
      coefficientsPath: 'c.csv',
      logPath: 'l.csv',
      tracePath: null,
      json: true,
      quiet: true,
      features: ['a', 'b'],
      path: 'data.csv',
      target: 'y',
    });
  });

  it('name penalties, optimiser and schedule, with parameters where wanted', () => {
    const { method } = train(
      ...['--l1', '0.1', '--l2=0.5', '--optimizer', 'nesterov', '--schedule', 'step:every=20,factor=.1'],
    );
    expect(method).toEqual({
      ...DEFAULT_METHOD,
      penalty: { l1: 0.1, l2: 0.5, bias: false },
      optimizer: { kind: 'nesterov', momentum: 0.9 },
      schedule: { kind: 'step', every: 20, factor: 0.1 },
    });
    expect(train('--optimizer', 'Heavy Ball:momentum=0.5').method.optimizer).toEqual({
      kind: 'heavy-ball',
      momentum: 0.5,
    });
    expect(train('--optimizer', 'adam:beta1=0.8').method.optimizer).toEqual({
      kind: 'adam',
      beta1: 0.8,
      beta2: 0.999,
      epsilon: 1e-8,
    });
    expect(train('--schedule', '1/sqrt(t)').method.schedule).toEqual({ kind: 'inverse-sqrt' });
  });

  it('name the loss, with its parameter in either spelling', () => {
    const lossOf = (text: string) => train('--loss', text).method.loss;
    expect(lossOf('logistic')).toEqual({ kind: 'logistic' });
    expect(lossOf('mse')).toEqual({ kind: 'squared' });
    expect(lossOf('huber')).toEqual({ kind: 'huber', delta: 1 });
    expect(lossOf('huber:delta=2')).toEqual({ kind: 'huber', delta: 2 });
    expect(lossOf('huber:2')).toEqual({ kind: 'huber', delta: 2 });
    expect(lossOf('quantile:0.9')).toEqual({ kind: 'quantile', quantile: 0.9 });
    expect(trainRefusal('--loss', 'logstic')).toBe(
      'The option --loss is "logstic"; it must be one of squared, huber, absolute, quantile, logistic, softmax, poisson. Did you mean logistic?',
    );
    expect(trainRefusal('--loss', 'quantile:1')).toBe(
      'The option --loss quantile:quantile is "1"; it must be a number above 0 and below 1.',
    );
    expect(trainRefusal('--loss', 'huber:wide')).toBe(
      'The option --loss huber:delta is "wide"; it must be a number above 0.',
    );
    expect(trainRefusal('--loss', 'squared:2')).toBe(
      'The option --loss sets "2", but squared has no parameters.',
    );
  });

  it('say what becomes of the rows and what a step takes', () => {
    const words = '--batch 32 --clip 5 --average-from 100 --float32 --validation 0.2 --patience 3 --degree 2 --seed 7';
    expect(train(...words.split(' '), '--gradient-norm', '1e-6', '--l2', '1', '--penalize-bias')).toMatchObject({
      method: { batchSize: 32, clip: 5, averageFrom: 100, penalty: { l1: 0, l2: 1, bias: true } },
      design: { degree: 2, intercept: true, storage: 'float32', validationShare: 0.2, seed: 7 },
      stop: { gradientNorm: 1e-6, patience: 3 },
    });
    expect(train('--no-intercept').design.intercept).toBe(false);
    expect(train('--gradient', 'auto').method.gradient).toBe('auto');
  });

  it('take the best rate of the data where it is known, and else the schedule that finds one', () => {
    const auto = (...words: string[]) => train('--learning-rate', 'auto', ...words);
    expect(auto()).toMatchObject({ learningRate: 'auto', method: { schedule: { kind: 'constant' } } });
    expect(auto('--l2', '0.1')).toMatchObject({ learningRate: 'auto', method: { schedule: { kind: 'constant' } } });
    for (const words of [['--loss', 'logistic'], ['--optimizer', 'nesterov']]) {
      expect(auto(...words)).toMatchObject({ learningRate: null, method: { schedule: { kind: 'auto' } } });
    }
    expect(trainRefusal('--learning-rate', 'auto', '--optimizer', 'adam')).toBe(
      'The option --learning-rate auto goes by the curvature, which adam does not; give a number.',
    );
    expect(trainRefusal('--learning-rate', 'auto', '--schedule', 'cosine')).toBe(
      'The options --learning-rate auto and --schedule cosine exclude each other.',
    );
  });

  it.each([
    ['--patience 3', 'needs a validation part'],
    ['--penalize-bias', '--penalize-bias needs a penalty'],
    ['--penalize-bias --l2 1 --no-intercept', 'the model has no intercept'],
    ['--average-from 10 --steps 10', 'averaged from step 10 on, but the run has 10 steps'],
    ['--gradient factored --loss huber', 'but the loss is huber'],
    ['--gradient factored --batch 32', 'but the batch size is 32'],
    ['--optimizer newton --loss absolute', 'newton needs the curvature of the loss'],
    ['--optimizer l-bfgs --batch 32', 'l-bfgs needs all rows'],
    ['--optimizer l-bfgs --clip 1', 'Switch clipping off'],
    ['--schedule armijo --optimizer adam', 'armijo does not go with adam'],
    ['--schedule auto --loss absolute', 'needs a smooth loss'],
    ['--schedule auto --learning-rate 0.1', 'finds the learning rate by itself'],
    ['--learning-rate auto --loss quantile:0.9', 'needs a smooth loss'],
    ['--learning-rate auto --batch 32', 'auto needs all rows at each step'],
    ['--learning-rate auto --optimizer newton', 'finds the length of its steps by itself'],
  ])('refuse %s', (words, sentence) => {
    expect(trainRefusal(...words.split(' '))).toContain(sentence);
  });

  it('let a cosine fall over the steps of the run unless told otherwise', () => {
    const scheduleOf = (text: string) => train('--steps', '70', '--schedule', text).method.schedule;
    expect(scheduleOf('cosine')).toEqual({ kind: 'cosine', steps: 70 });
    expect(scheduleOf('cosine:steps=9')).toEqual({ kind: 'cosine', steps: 9 });
  });

  it('refuse methods that do not exist or make no sense, and name the one that was meant', () => {
    expect(trainRefusal('--optimizer', 'adma')).toBe(
      'The option --optimizer is "adma"; it must be one of gradient-descent, heavy-ball, nesterov, adagrad, rmsprop, adam, adamw, l-bfgs, newton. Did you mean adam?',
    );
    expect(trainRefusal('--optimizer', '__proto__')).toContain('it must be one of gradient-descent');
    expect(trainRefusal('--optimizer', 'adam:beta3=1')).toBe(
      'The option --optimizer sets "beta3", but adam has beta1, beta2, epsilon.',
    );
    expect(trainRefusal('--schedule', 'constant:')).toBe(
      'The option --schedule sets "", but constant has no parameters.',
    );
    expect(trainRefusal('--optimizer', 'nesterov:momentum=1')).toBe(
      'The option --optimizer nesterov:momentum is "1"; it must be a number from 0 to below 1.',
    );
    expect(trainRefusal('--l1', '0.1', '--optimizer', 'adam')).toContain(
      'needs a proximal step, which adam does not have',
    );
  });

  it.each(['-1', 'NaN', 'Infinity', 'much', ''])('refuse %j as a penalty', (text) => {
    for (const option of ['l1', 'l2']) {
      expect(trainRefusal(`--${option}=${text}`)).toBe(
        `The option --${option} is "${text}"; it must be a finite number of 0 or more.`,
      );
    }
  });

  it.each(['0', '-1', 'NaN', 'Infinity', '1e999', 'fast', '', '0x1F', '1,5'])(
    'refuse %j as a learning rate',
    (text) => {
      const sentence = `The option --learning-rate is "${text}"; it must be a finite number above 0.`;
      expect(trainRefusal('--learning-rate', text)).toBe(sentence);
      expect(trainRefusal(`--learning-rate=${text}`)).toBe(sentence);
    },
  );

  it('take a learning rate that is large but a number', () => {
    expect(train('--learning-rate', '1e9').learningRate).toBe(1e9);
  });

  it.each([
    ['--steps', '0', 'a whole number, 1 or more'],
    ['--steps', '1.5', 'a whole number, 1 or more'],
    ['--steps', '1e300', 'a whole number, 1 or more'],
    ['--workers', '0', 'a whole number, from 1 to 64'],
    ['--workers', '65', 'a whole number, from 1 to 64'],
    ['--workers', 'two', 'a whole number, from 1 to 64'],
    ['--tolerance', '-1e-3', 'a finite number above 0'],
    ['--seed', '-1', 'a whole number, from 0 to 4294967295'],
    ['--batch', '0', 'a whole number, 1 or more'],
    ['--batch', '1.5', 'a whole number, 1 or more'],
    ['--clip', '0', 'a finite number above 0'],
    ['--average-from', '-1', 'a whole number, 0 or more'],
    ['--gradient', 'exact', 'one of "sharded", "factored", "auto"'],
    ['--validation', '1.2', 'a number from 0 to below 1, the share of the rows'],
    ['--validation', '-0.1', 'a number from 0 to below 1, the share of the rows'],
    ['--patience', '0', 'a whole number, 1 or more'],
    ['--gradient-norm', '-1', 'a finite number above 0'],
    ['--degree', '0', 'a whole number, from 1 to 20'],
    ['--degree', '2.5', 'a whole number, from 1 to 20'],
    ['--init', 'ones', 'one of "zeros", "random"'],
    ['--skip-lines', '-1', 'a whole number, 0 or more'],
  ])('refuse %s %s', (option, text, expected) => {
    expect(trainRefusal(option, text)).toBe(`The option ${option} is "${text}"; it must be ${expected}.`);
  });

  it('name what is missing or too many', () => {
    expect(refusal(() => parseTrain([]))).toBe('FILE is missing.');
    expect(refusal(() => parseTrain(['data.csv']))).toContain('--target NAME');
    expect(trainRefusal('more.csv')).toBe('"more.csv" is one word too many; the command takes FILE.');
    expect(refusal(() => parseTrain(['data.csv', '--target']))).toBe('The option --target needs a value.');
    expect(refusal(() => parseTrain(['data.csv', '--target', '--json']))).toBe(
      'The option --target needs a value.',
    );
    expect(trainRefusal('--json=yes')).toBe('The option --json takes no value.');
  });

  it('name an unknown option and the one that was meant', () => {
    expect(trainRefusal('--learningrate', '1')).toBe(
      'There is no option --learningrate. Did you mean --learning-rate?',
    );
    expect(trainRefusal('-x')).toBe('There is no option -x.');
    expect(trainRefusal('--__proto__', '1')).toBe('There is no option --__proto__.');
    expect(trainRefusal('--constructor')).toBe('There is no option --constructor.');
  });

  it('refuse a target among the features, and features that are empty or repeated', () => {
    expect(trainRefusal('--features', 'a,y')).toContain('"y" is the target and cannot be a feature too');
    expect(trainRefusal('--features', '')).toContain('holds an empty name');
    expect(trainRefusal('--features', 'a,,b')).toContain('holds an empty name');
    expect(trainRefusal('--features', 'a,b,a')).toContain('names "a" more than once');
  });

  it('take columns with any name', () => {
    expect(train('--features', '__proto__,"a,b","say ""no"""').features).toEqual([
      '__proto__',
      'a,b',
      'say "no"',
    ]);
    expect(parseTrain(['data.csv', '--target=--json']).target).toBe('--json');
    expect(parseTrain(['data.csv', '--target', '-x']).target).toBe('-x');
  });
});

describe('a list', () => {
  it('is cut at commas outside quotes', () => {
    expect(parseList('a')).toEqual(['a']);
    expect(parseList('a, b,')).toEqual(['a', ' b', '']);
    expect(parseList('"a,b" , c')).toEqual(['a,b', ' c']);
    expect(parseList('5" pipe,x')).toEqual(['5" pipe', 'x']);
    expect(parseList('')).toEqual(['']);
  });
});

describe('how the file is written', () => {
  const dialect = (...words: string[]) => parseInspect(['data.csv', ...words]).dialect;

  it('holds only what was said', () => {
    expect(dialect()).toEqual({});
    const words = ['--delimiter', ';', '--decimal', ',', '--thousands', '.', '--encoding', 'latin-1'];
    expect(dialect(...words, '--no-header', '--missing', 'NA,n/a', '--skip-lines', '2')).toEqual({
      delimiter: ';',
      decimalMark: ',',
      thousandsMark: '.',
      encoding: 'latin-1',
      hasHeader: false,
      missingWords: ['NA', 'n/a'],
      skipLines: 2,
    });
  });

  it('has words for characters that are hard to type', () => {
    expect(dialect('--delimiter', 'tab', '--thousands', 'space')).toEqual({
      delimiter: '\t',
      thousandsMark: ' ',
    });
    expect(dialect('--delimiter', '\\t', '--thousands', 'none')).toEqual({
      delimiter: '\t',
      thousandsMark: '',
    });
    expect(dialect('--header', '--missing', '')).toEqual({ hasHeader: true, missingWords: [] });
  });

  it('is refused where it cannot be', () => {
    const refused = (...words: string[]): string => refusal(() => dialect(...words));
    expect(refused('--delimiter', ';;')).toContain('must be one character');
    expect(refused('--delimiter', '"')).toContain('must be one character');
    expect(refused('--decimal', ';')).toContain('must be one of ".", ","');
    expect(refused('--encoding', 'ebcdic')).toContain('must be one of "utf-8", "utf-16", "latin-1"');
    expect(refused('--decimal', ',', '--thousands', ',')).toContain('both ","');
    expect(refused('--header', '--no-header')).toContain('exclude each other');
  });
});

describe('the words of predict', () => {
  it('are a model and a file', () => {
    expect(parsePredict(['m.json', 'data.csv', '--output', 'p.csv', '--intervals'])).toEqual({
      modelPath: 'm.json',
      path: 'data.csv',
      dialect: {},
      outputPath: 'p.csv',
      intervals: true,
      quiet: false,
    });
    expect(refusal(() => parsePredict(['m.json']))).toBe('FILE is missing.');
    expect(refusal(() => parsePredict([]))).toBe('MODEL.json is missing.');
  });
});
