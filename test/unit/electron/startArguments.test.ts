import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStartArguments } from '../../../electron/main/startArguments';

const HOME = resolve('/home/ada');
const APPLICATION = resolve('/opt/fall-line');
const parse = (...argv: string[]) => parseStartArguments(['/opt/electron', ...argv], HOME, [APPLICATION]);

describe('the command line', () => {
  it('without arguments asks for nothing', () => {
    expect(parse()).toEqual({ file: null, firstRunFolder: null });
  });

  it.each([
    ['a relative file, seen from the working directory', ['data/a.csv'], resolve(HOME, 'data/a.csv')],
    ['an absolute file', ['/data/a.csv'], resolve('/data/a.csv')],
    ['a file address of the desktop', ['file:///data/my%20file.csv'], resolve('/data/my file.csv')],
    ['a file after application and switches', ['--inspect=0', APPLICATION, '--x', 'a.csv'], resolve(HOME, 'a.csv')],
    ['the first of several files', ['a.csv', 'b.csv'], resolve(HOME, 'a.csv')],
    ['a file that looks like a switch, after --', ['--', '--odd.csv'], resolve(HOME, '--odd.csv')],
  ])('names %s', (_what, argv, file) => {
    expect(parse(...argv).file).toBe(file);
  });

  it('does not take the application itself for a file', () => {
    expect(parse('--no-sandbox', APPLICATION).file).toBeNull();
  });

  it('names the folder of a first run', () => {
    expect(parse(APPLICATION, '--first-run=out/first')).toEqual({
      file: null,
      firstRunFolder: resolve(HOME, 'out/first'),
    });
    expect(parse('--first-run=').firstRunFolder).toBeNull();
  });
});
