import { OPTIMISERS } from '../workers/core/optimisers/catalogue';
import { SCHEDULES } from '../workers/core/schedules/catalogue';
import type { Method, ScheduleSettings } from '../workers/core/schema';
import {
  chosen,
  isInRange,
  kindsOf,
  parametersOf,
  rangeWords,
  type Choices,
} from '../workers/core/training/choices';
import { DEFAULT_METHOD } from '../workers/core/training/defaults';
import { methodIssues } from '../workers/core/training/method';
import { parseNumber } from './arguments';
import { UsageError } from './failures';
import { nearest } from './nearest';

const parseKind = <U extends { kind: string }>(option: string, text: string, choices: Choices<U>): U['kind'] => {
  const kinds = kindsOf(choices);
  const wanted = text.trim().toLowerCase().replaceAll(/[\s_]+/g, '-');
  const known = kinds.find((kind) => kind === wanted || choices[kind].aliases.includes(wanted));
  if (known !== undefined) return known;
  const near = nearest(wanted, kinds);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new UsageError(`The option --${option} is "${text}"; it must be one of ${kinds.join(', ')}.${hint}`);
};

/** `adam` or `adam:beta1=0.8,epsilon=1e-6`. */
const parseChosen = <U extends { kind: string }>(
  option: string,
  text: string,
  choices: Choices<U>,
  defaults: (kind: U['kind']) => Record<string, number>,
): U => {
  const [name = '', ...rest] = text.split(':');
  const kind = parseKind(option, name, choices);
  const parameters = parametersOf(choices, kind);
  const given = defaults(kind);
  for (const part of rest.length === 0 ? [] : rest.join(':').split(',')) {
    const [word = '', ...value] = part.split('=');
    const parameter = parameters.find((known) => known.name === word.trim());
    if (parameter === undefined) {
      const known = parameters.map((one) => one.name).join(', ');
      const remedy = known === '' ? `${kind} has no parameters` : `${kind} has ${known}`;
      throw new UsageError(`The option --${option} sets "${word.trim()}", but ${remedy}.`);
    }
    given[parameter.name] = parseNumber(
      `${option} ${kind}:${parameter.name}`,
      value.join('='),
      rangeWords(parameter.range),
      (number) => isInRange(parameter.range, number),
    );
  }
  return chosen(choices, kind, given);
};

const parsePenalty = (option: 'l1' | 'l2', text: string | undefined): number =>
  text === undefined
    ? DEFAULT_METHOD.penalty[option]
    : parseNumber(option, text, 'a finite number of 0 or more', (value) => value >= 0);

type MethodOption = 'l1' | 'l2' | 'optimizer' | 'schedule';

/** `steps`: of the run, over which a cosine falls where nothing else is said. */
export const readMethod = (value: (option: MethodOption) => string | undefined, steps: number): Method => {
  const method: Method = {
    ...DEFAULT_METHOD,
    penalty: { l1: parsePenalty('l1', value('l1')), l2: parsePenalty('l2', value('l2')), bias: false },
    optimizer: parseChosen(
      'optimizer',
      value('optimizer') ?? DEFAULT_METHOD.optimizer.kind,
      OPTIMISERS,
      () => ({}),
    ),
    schedule: parseChosen(
      'schedule',
      value('schedule') ?? DEFAULT_METHOD.schedule.kind,
      SCHEDULES,
      (kind): Record<string, number> => (kind === ('cosine' satisfies ScheduleSettings['kind']) ? { steps } : {}),
    ),
  };
  const [issue] = methodIssues(method);
  if (issue) throw new UsageError(issue.message);
  return method;
};

const listed = <U extends { kind: string }>(choices: Choices<U>): string =>
  kindsOf(choices)
    .map((kind) => {
      const parameters = parametersOf(choices, kind).map(
        (parameter) => `${parameter.name}=${kind === 'cosine' ? 'N of --steps' : parameter.default}`,
      );
      const name = parameters.length === 0 ? kind : `${kind}:${parameters.join(',')}`;
      return `    ${name}\n        ${choices[kind].formula}`;
    })
    .join('\n');

export const METHOD_USAGE = `Penalties, optimiser and schedule. Weights w are those of the space in which training runs (columns
standardised with the 1/N deviation unless --no-standardize); the bias is not penalised.
  --l2 V               adds (V/2) ||w||^2 to the mean loss; default ${DEFAULT_METHOD.penalty.l2}
  --l1 V               adds V ||w||_1, by a proximal step; default ${DEFAULT_METHOD.penalty.l1}. With --l2: elastic net.
                       Not with rmsprop, adam and adamw, which have no proximal step here.
  --optimizer NAME     one of the following, with parameters where wanted: --optimizer adam:beta1=0.8
                       (shown: the conventional values; g: gradient, eta: learning rate)
${listed(OPTIMISERS)}
  --schedule NAME      what the learning rate of update t = 0, 1, ... is multiplied by
${listed(SCHEDULES)}`;
