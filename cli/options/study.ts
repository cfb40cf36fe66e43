import type { StudyRequest } from '../../workers/core/schema';
import { parseList, parseNotNegative, parsePositive, readArguments, type OptionTable } from '../arguments';
import { UsageError } from '../failures';
import { checkStudy, readFolds } from './studyRequest';
import { readRun, RUN_TABLE, type RunOptions } from './train';

const STUDY_TABLE = { ...RUN_TABLE, folds: 'value', 'learning-curve': 'value', path: 'value' } as const satisfies OptionTable;

export interface StudyOptions extends RunOptions {
  request: StudyRequest;
}

const numbersOf = (option: string, text: string, parse: (option: string, text: string) => number): number[] =>
  parseList(text).map((part) => parse(option, part));

const readPath = (text: string): StudyRequest => {
  const [, penalty = '', list = ''] = /^\s*(l1|l2)\s*=([^]*)$/.exec(text) ?? [];
  if (penalty !== 'l1' && penalty !== 'l2') {
    throw new UsageError(`The option --path is "${text}"; it must be l1=V1,V2 or l2=V1,V2, the values of a penalty.`);
  }
  return { kind: 'path', penalty, values: numbersOf('path', list, parseNotNegative) };
};

export const parseStudy = (argv: string[]): StudyOptions => {
  const args = readArguments(argv, STUDY_TABLE);
  const { value } = args;
  const given = (['folds', 'learning-curve', 'path'] as const).filter((kind) => value(kind) !== undefined);
  const [kind, other] = given;
  if (kind === undefined) throw new UsageError('Say what is to be studied: --folds K, --learning-curve SHARES or --path l2=V1,V2.');
  if (other !== undefined) throw new UsageError(`The options --${kind} and --${other} exclude each other: one study at a time.`);
  const options = readRun(args, { hasOwnValidation: kind !== 'path' });
  const { seed } = options.design;
  const text = value(kind)!;
  const request: StudyRequest =
    kind === 'folds'
      ? readFolds(text, seed)
      : kind === 'path'
        ? readPath(text)
        : { kind, shares: numbersOf(kind, text, parsePositive), seed };
  checkStudy(options, request);
  return { ...options, request };
};
