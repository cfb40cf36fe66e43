import { describe, expect, it } from 'vitest';
import { Failure, Interrupted, explain } from '../../scripts/lib/failure.mjs';
import { explainNpm } from '../../scripts/lib/npm.mjs';
import { addCounts, countCheck, countLine, countSuite } from '../../scripts/lib/testCounts.mjs';

const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});
const report = (numPassedTests: number, numFailedTests: number, testResults: ReturnType<typeof file>[]) => ({
  numPassedTests,
  numFailedTests,
  testResults,
});

describe('the counts of npm test', () => {
  it('take the passed and failed tests of a suite as vitest reports them', () => {
    const tests = report(2, 1, [file('passed', 'failed'), file('passed', 'skipped')]);
    expect(countSuite(tests, 1)).toEqual({ passed: 2, failed: 1 });
    expect(countSuite(report(2, 0, [file('passed', 'passed')]), 0)).toEqual({ passed: 2, failed: 0 });
  });

  it('count a test file that could not be loaded as one failure', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(countSuite(report(1, 0, [file('passed'), unloaded]), 1)).toEqual({ passed: 1, failed: 1 });
    expect(countSuite(report(0, 1, [file('failed'), unloaded, unloaded]), 1)).toEqual({ passed: 0, failed: 3 });
  });

  it('count a suite without a report, without tests, or with an error outside its tests as one failure', () => {
    expect(countSuite(null, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countSuite(report(0, 0, []), 0)).toEqual({ passed: 0, failed: 1 });
    expect(countSuite(report(4, 0, [file('passed')]), 1)).toEqual({ passed: 4, failed: 1 });
  });

  it('add up to one line, with lint and type check as one each', () => {
    const total = addCounts([countCheck(0), countCheck(2), { passed: 10, failed: 0 }, { passed: 3, failed: 2 }]);
    expect(countLine(total)).toBe('14 passed, 3 failed');
  });
});

describe('the messages of the launch scripts', () => {
  it('say what to do when npm has no network, no room or no permission', () => {
    const task = 'Installing the packages';
    expect(explainNpm(task, 'npm error code ENOTFOUND')).toMatch(/^Installing the packages failed: npm cannot reach/);
    expect(explainNpm(task, 'npm error code ENOSPC')).toMatch(/disk is full. Free about 2 GB/);
    expect(explainNpm(task, 'npm error code EACCES')).toMatch(/Make yourself their owner/);
  });

  it("keep npm's own words for any other failure, without its notes on log files", () => {
    const output = 'npm error code EUSAGE\nnpm error out of sync\nnpm error A complete log of this run: x\nnotice\n';
    expect(explainNpm('Installing', output)).toBe(
      'Installing failed; npm says:\nnpm error code EUSAGE\nnpm error out of sync\n' +
        'Mend that, then run the same command again.',
    );
  });

  it('explain a full disk and a read-only one, and keep a prepared message as it is', () => {
    expect(explain(Object.assign(new Error('x'), { code: 'ENOSPC', path: '/a' }))).toBe(
      'The disk is full. Free about 2 GB, then run the same command again. (/a)',
    );
    expect(explain(Object.assign(new Error('x'), { code: 'EROFS' }))).toMatch(/^The disk is read-only/);
    expect(explain(new Failure('Do this.'))).toBe('Do this.');
  });

  it('never show a stack trace, whatever was thrown', () => {
    const thrown = [new TypeError('odd'), 'a word', null, new Interrupted('SIGINT')];
    for (const error of thrown) expect(explain(error)).not.toMatch(/\n|at .*:\d/);
    expect(new Interrupted('SIGINT').exitCode).toBe(130);
  });
});
