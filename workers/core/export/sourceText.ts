import type { ModelFile } from '../schema';
import { numberText } from './csv';
import type { DescribedModel } from './describedModel';

/** Characters that end a line, reorder text or are not seen: never as they are in a source file. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text with each unseen character as `escape` of its code point. */
export const withEscapes = (text: string, escape: (codePoint: number) => string): string =>
  text.replace(UNSEEN, (character) => escape(character.codePointAt(0)!));

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A string literal of JavaScript. */
export const javascriptText = (text: string): string =>
  withEscapes(`"${text.replace(/["\\]/g, '\\$&')}"`, (codePoint) =>
    codePoint > 0xffff ? `\\u{${hex(codePoint, 1)}}` : `\\u${hex(codePoint, 4)}`,
  );

/** A string literal of Python 3. */
export const pythonText = (text: string): string =>
  withEscapes(`"${text.replace(/["\\]/g, '\\$&')}"`, (codePoint) =>
    codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`,
  );

/** A float64 with a point or an exponent, so that no language takes it for an integer. */
export const floatText = (value: number): string => {
  const text = numberText(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};

/**
 * Text for a comment: on one line whatever it holds, and without what would end the comment or join it to the next line (a
 * backslash at its end, which in C may be written as two question marks and a slash).
 */
export const commentText = (text: string): string =>
  withEscapes(text, (codePoint) => `\\u${hex(codePoint, 4)}`)
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .replace(/\?(?=\?)/g, '? ')
    .replace(/\\$/, '\\ .');

const TYPE_WORDS: Record<DescribedModel['inputs'][number]['type'], string> = {
  number: 'number',
  text: 'text',
  boolean: 'truth value',
  date: 'date',
  timestamp: 'date and time',
};

export const typeWords = (type: keyof typeof TYPE_WORDS): string => TYPE_WORDS[type];

const outputWords = ({ link, targetName, classNames }: DescribedModel): string => {
  const name = JSON.stringify(targetName);
  if (classNames !== null) return `Predicts the class of ${name}: ${classNames.map((label) => JSON.stringify(label)).join(', ')}.`;
  return link === 'exp' ? `Predicts the expected count of ${name}.` : `Predicts ${name}, in its unit.`;
};

/** What the head of every generated file says, a line each. `howInputs`: how the language takes cells, by type. */
export const headLines = (
  model: ModelFile,
  described: DescribedModel,
  howInputs: string[],
): string[] => {
  const { data, loss, nSamples, createdAt, applicationVersion, thetaHash } = model;
  return [
    `A linear model trained with Fall Line ${applicationVersion} on ${JSON.stringify(data.fileName)} (${nSamples} rows, SHA-256 ${data.sha256}).`,
    `Made ${createdAt}; loss: ${loss.name}; parameters ${thetaHash}.`,
    outputWords(described),
    'A row in which something is missing that the model needs has no prediction.',
    'Fall Line runs what it has written on rows of the data where it has some, and says how far the predictions are from its own:',
    'no more than 1e-12, relative to 1 or more.',
    '',
    'Columns it takes, as they are in the file, in the units of the file:',
    ...described.inputs.map(({ name, type }) => `  ${JSON.stringify(name)} (${typeWords(type)})`),
    ...(described.inputs.length === 0 ? ['  none'] : []),
    ...howInputs,
    ...(described.steps.length === 0 ? [] : ['', 'What is done to them:', ...described.steps.map((step) => `  ${step}`)]),
  ].map(commentText);
};
