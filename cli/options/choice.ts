import {
  chosen,
  isInRange,
  kindsOf,
  parametersOf,
  rangeWords,
  type Choices,
} from '../../workers/core/training/choices';
import { parseNumber } from '../arguments';
import { UsageError } from '../failures';
import { nearest } from '../../workers/core/text/nearest';

const parseKind = <U extends { kind: string }>(option: string, text: string, choices: Choices<U>): U['kind'] => {
  const kinds = kindsOf(choices);
  const wanted = text.trim().toLowerCase().replaceAll(/[\s_]+/g, '-');
  const known = kinds.find((kind) => kind === wanted || choices[kind].aliases.includes(wanted));
  if (known !== undefined) return known;
  const near = nearest(wanted, kinds);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new UsageError(`The option --${option} is "${text}"; it must be one of ${kinds.join(', ')}.${hint}`);
};

/** `adam`, `adam:beta1=0.8,epsilon=1e-6`, or where there is but one parameter its value alone: `huber:2`. */
export const parseChosen = <U extends { kind: string }>(
  option: string,
  text: string,
  choices: Choices<U>,
  defaults: (kind: U['kind']) => Record<string, number> = () => ({}),
): U => {
  const [name = '', ...rest] = text.split(':');
  const kind = parseKind(option, name, choices);
  const parameters = parametersOf(choices, kind);
  const [only, ...others] = parameters;
  const given = defaults(kind);
  for (const part of rest.length === 0 ? [] : rest.join(':').split(',')) {
    const isBare = only !== undefined && others.length === 0 && !part.includes('=');
    const [word = '', ...value] = isBare ? [only.name, part] : part.split('=');
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
