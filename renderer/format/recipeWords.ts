import type { DatePart, MissingRule, RecipeEntry, SplitRule } from '../../electron/contract';
import { formatShort } from './number';
import { plural } from './quantity';

/** What an entry of a recipe says, before anything is fitted: the statistics are told with the features. */

const named = (name: string): string => `“${name}”`;

const DATE_PARTS: Record<DatePart, string> = {
  days: 'days since 1970-01-01',
  year: 'year',
  month: 'month',
  day: 'day of the month',
  weekday: 'day of the week',
  hour: 'hour',
};
export const datePartWords = (part: DatePart): string => DATE_PARTS[part];

function missingWords(rule: MissingRule): string {
  switch (rule.kind) {
    case 'skip':
      return 'leave the row out';
    case 'constant':
      return `become ${typeof rule.value === 'number' ? formatShort(rule.value) : String(rule.value)}`;
    default:
      return `become the ${rule.kind}`;
  }
}

const share = (part: string, value: number): string[] => (value > 0 ? [`${formatShort(100 * value)}\u00a0% ${part}`] : []);

function splitWords(rule: SplitRule): string {
  if (rule.kind === 'column') {
    const parts = [
      ...(rule.validation === null ? [] : [`validation where it is ${named(rule.validation)}`]),
      ...(rule.test === null ? [] : [`test where it is ${named(rule.test)}`]),
    ];
    return `Split by ${named(rule.column)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
  }
  const parts = [...share('validation', rule.validation), ...share('test', rule.test)].join(', ');
  return rule.kind === 'share' ? `Split by a shuffle, seed ${rule.seed}: ${parts}` : `Split in the order of the file: ${parts}`;
}

export function entryWords(entry: RecipeEntry): string {
  switch (entry.kind) {
    case 'filter':
      return `Keep rows where ${entry.expression}`;
    case 'missing':
      return `Missing ${named(entry.column)}: ${missingWords(entry.rule)}${entry.indicator ? ', and a feature says where' : ''}`;
    case 'outliers':
      return `Pull ${named(entry.column)} in to its quantiles ${formatShort(entry.low)} and ${formatShort(entry.high)}`;
    case 'transform':
      return `${entry.function === 'log' ? 'Logarithm' : 'Square root'} of ${named(entry.column)}`;
    case 'categories': {
      const against = entry.reference === null ? 'the first one' : named(entry.reference);
      const rare = entry.rareBelow > 0 ? `, those in fewer than ${plural(entry.rareBelow, 'row')} gathered` : '';
      return `Levels of ${named(entry.column)} against ${against}${rare}`;
    }
    case 'date':
      return `${named(entry.column)} as ${entry.parts.map(datePartWords).join(', ') || 'no part'}`;
    case 'powers':
      return `Powers up to ${formatShort(entry.degree)} of ${entry.column === null ? 'every number column' : named(entry.column)}`;
    case 'product':
      return `${named(entry.columns[0])} times ${named(entry.columns[1])}`;
    case 'weights':
      return `Rows count by ${named(entry.column)}`;
    case 'split':
      return splitWords(entry.rule);
  }
}
