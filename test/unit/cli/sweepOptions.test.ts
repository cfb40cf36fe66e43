import { describe, expect, it } from 'vitest';
import { train, trainRefusal } from './parsing';

describe('a sweep', () => {
  it('is the same command once for each value', () => {
    const { sweep, folds, ...first } = train('--sweep', 'l2=0,0.1, 10', '--steps', '5', '--penalize-bias');
    expect(folds).toBeNull();
    expect(sweep?.key).toBe('l2');
    expect(sweep?.runs.map(({ value }) => value)).toEqual(['0', '0.1', '10']);
    expect(sweep?.runs.map(({ options }) => options.method.penalty.l2)).toEqual([0, 0.1, 10]);
    expect(sweep?.runs.every(({ options }) => options.stop.maxSteps === 5)).toBe(true);
    expect(first).toEqual(sweep?.runs[0].options);
  });

  it('takes choices with parameters, quoted where they hold a comma', () => {
    const { sweep } = train('--sweep', 'optimizer=nesterov,"adam:beta1=0.8,beta2=0.9"');
    expect(sweep?.runs.map(({ options }) => options.method.optimizer)).toEqual([
      { kind: 'nesterov', momentum: 0.9 },
      { kind: 'adam', beta1: 0.8, beta2: 0.9, epsilon: 1e-8 },
    ]);
    const rates = train('--sweep=learning-rate=0.1,auto').sweep?.runs.map(({ options }) => options.learningRate);
    expect(rates).toEqual([0.1, 'auto']);
  });

  it('is refused where it varies nothing that can be, or one value is wrong', () => {
    const keys = 'learning-rate, l1, l2, optimizer, schedule, batch, clip, seed';
    expect(trainRefusal('--sweep', 'lerning-rate=1,2')).toBe(
      `The option --sweep varies "lerning-rate"; it must be one of ${keys}. Did you mean learning-rate?`,
    );
    expect(trainRefusal('--sweep', 'l2')).toBe('The option --sweep needs values: --sweep l2=V1,V2.');
    expect(trainRefusal('--sweep', 'l2=1,,2')).toBe('The option --sweep l2 holds an empty value.');
    expect(trainRefusal('--sweep', 'l2=1,2,1')).toBe('The option --sweep l2 holds "1" more than once.');
    expect(trainRefusal('--sweep', 'l2=1,-2')).toBe(
      'The option --l2 is "-2"; it must be a finite number of 0 or more.',
    );
    expect(trainRefusal('--sweep', 'l2=1,2', '--l2', '3')).toBe('The options --sweep l2 and --l2 exclude each other.');
    expect(trainRefusal('--sweep', 'l2=1,2', '--sweep', 'l1=1,2')).toContain('given twice');
    expect(trainRefusal('--sweep', 'l2=1,2', '--workers', '2')).toContain('each run has one worker');
    for (const output of ['export', 'coefficients', 'log', 'trace']) {
      expect(trainRefusal('--sweep', 'l2=1,2', `--${output}`, 'file')).toBe(
        `The options --sweep and --${output} exclude each other: train once more with the value you choose.`,
      );
    }
  });
});
