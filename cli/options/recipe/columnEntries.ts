import { DEFAULT_CATEGORIES } from '../../../workers/core/preparation/choices';
import { DATE_PARTS, UNSEEN_RULES } from '../../../workers/core/preparation/readRecipe';
import type { ColumnType, DatePart, MissingRule, RecipeEntry } from '../../../workers/core/schema';
import { MAX_DEGREE } from '../../../workers/core/training/design';
import { parseChoice, parseCount, parseList, parseNumber } from '../../arguments';
import { UsageError } from '../../failures';
import { nameAndRest, settingsOf, splitName } from './words';

/** An entry; what it is may depend on the type of its column, which is known only when the file is. */
export type EntryOption = (typeOf: (name: string) => ColumnType | null) => RecipeEntry;

const always = (entry: RecipeEntry): EntryOption => () => entry;

/** `0` is a number for a column of numbers, a level for one of text. */
const constantOf = (text: string, type: ColumnType | null): string | number | boolean => {
  if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};

const ruleOf = (text: string, type: ColumnType | null): MissingRule =>
  text === 'skip' || text === 'mean' || text === 'median' ? { kind: text } : { kind: 'constant', value: constantOf(text, type) };

/** `age=median,indicator` */
export const missingEntry = (text: string): EntryOption => {
  const { name, rest } = nameAndRest('missing', text, '=', 'age=median,indicator');
  const [, rule = rest, indicator] = /^([^]*?)(,\s*indicator)?$/.exec(rest) ?? [];
  return (typeOf) => ({
    kind: 'missing',
    column: name,
    rule: ruleOf(rule.trim(), typeOf(name)),
    indicator: indicator !== undefined,
  });
};

/** `species`, `species:reference=Adelie,rare=10,unseen=rare` */
export const categoryEntry = (text: string): EntryOption => {
  const { name, rest } = splitName('categories', text, ':', 'species:reference=Adelie,rare=10,unseen=rare');
  const { reference, rare, unseen } = rest === null ? {} : settingsOf('categories', rest, ['reference', 'rare', 'unseen']);
  return always({
    kind: 'categories',
    column: name,
    reference: reference ?? DEFAULT_CATEGORIES.reference,
    rareBelow: rare === undefined ? DEFAULT_CATEGORIES.rareBelow : parseCount('categories rare', rare, 0),
    unseen: unseen === undefined ? DEFAULT_CATEGORIES.unseen : parseChoice('categories unseen', unseen, UNSEEN_RULES),
  });
};

/** `day=days+month` */
export const dateEntry = (text: string): EntryOption => {
  const { name, rest } = nameAndRest('date', text, '=', 'day=days+month');
  const parts = rest.split('+').map((part): DatePart => parseChoice('date', part.trim(), DATE_PARTS));
  return always({ kind: 'date', column: name, parts });
};

/** `price=0.01..0.99` */
export const outliersEntry = (text: string): EntryOption => {
  const { name, rest } = nameAndRest('winsorise', text, '=', 'price=0.01..0.99');
  const [low, high, ...more] = rest.split('..');
  if (low === undefined || high === undefined || more.length > 0) {
    throw new UsageError(`The option --winsorise is "${text}"; behind = there must be two quantiles. Write for example --winsorise price=0.01..0.99.`);
  }
  const quantile = (one: string): number => parseNumber('winsorise', one, 'a quantile from 0 to 1', (value) => value >= 0 && value <= 1);
  return always({ kind: 'outliers', column: name, low: quantile(low), high: quantile(high) });
};

/** Column names between commas. */
export const transformEntries = (name: 'ln' | 'sqrt', text: string): EntryOption[] =>
  parseList(text).map((column) => {
    if (column.trim() === '') throw new UsageError(`The option --${name} holds an empty name.`);
    return always({ kind: 'transform', column: column.trim(), function: name === 'ln' ? 'log' : name });
  });

/** `x=3`, or `3` for all numeric columns without an entry of their own. */
export const powersEntry = (text: string): EntryOption => {
  const isForAll = /^\s*[+-]?\d+\s*$/.test(text);
  const { name, rest } = isForAll ? { name: null, rest: text } : nameAndRest('powers', text, '=', 'x=3');
  return always({ kind: 'powers', column: name, degree: parseCount('powers', rest, 1, MAX_DEGREE) });
};

/** `a*b` */
export const productEntry = (text: string): EntryOption => {
  const { name, rest } = nameAndRest('product', text, '*', '"a*b"');
  const second = splitName('product', rest, '*', '"a*b"');
  if (second.rest !== null) throw new UsageError(`The option --product is "${text}"; it takes two columns. Write for example --product "a*b".`);
  return always({ kind: 'product', columns: [name, second.name] });
};
