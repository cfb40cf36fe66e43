import { bare, type CellClass } from './cellClass';
import { countOf, countPresent, type Finding, type Judged } from './findings';
import { numberFindings, textNumberFindings } from './markFindings';
import { asDate, asText, asTruth, dateMark, quoted } from './readings';

const DATES: CellClass[] = ['day-month', 'day-month-same', 'day-first', 'month-first'];

const formatOf = (cell: string, isDayFirst: boolean): string => {
  const mark = dateMark(cell);
  return [...(isDayFirst ? ['%d', '%m'] : ['%m', '%d']), '%Y'].join(mark);
};

/** Days and months that could change places; one that is above 12 in the column settles it. */
const dateFindings = ({ counts, dialect }: Judged): Finding[] => {
  if (countOf(counts, 'day-month') === 0) return [];
  const format = dialect.dateFormat ?? '';
  const isDayFirst = /^%d.%m.%Y$/.test(format);
  const isMonthFirst = /^%m.%d.%Y$/.test(format);
  if (isDayFirst || isMonthFirst) {
    if (countOf(counts, isDayFirst ? 'day-first' : 'month-first') > 0) return [];
    return [{
      kind: 'day-or-month',
      classes: ['day-month'],
      describe: (cell) => ({
        readAs: asDate(cell, isDayFirst),
        couldBe: asDate(cell, !isDayFirst),
        otherwise: isDayFirst ? 'with the month first' : 'with the day first',
        change: { dialect: { dateFormat: formatOf(cell, !isDayFirst) }, type: 'date' },
      }),
    }];
  }
  return [datesUnread('no date, and the line is left out', countOf(counts, 'month-first') === 0)];
};

const datesUnread = (readAs: string | null, isDayFirst: boolean): Finding => ({
  kind: 'day-or-month',
  classes: ['day-month'],
  describe: (cell) => ({
    readAs: readAs ?? asText(cell),
    couldBe: asDate(cell, isDayFirst),
    otherwise: isDayFirst ? 'as dates with the day first' : 'as dates with the month first',
    change: { dialect: { dateFormat: formatOf(cell, isDayFirst) }, type: 'date' },
  }),
});

/** A column of text whose cells all are dates. */
const textDateFindings = ({ counts }: Judged): Finding[] => {
  const areAll = countOf(counts, ...DATES) === countPresent(counts);
  return areAll && countOf(counts, 'day-month') > 0 ? [datesUnread(null, countOf(counts, 'month-first') === 0)] : [];
};

/** A word for a missing value that a person may have meant as a text: NA is Namibia as well. */
const missingReadFindings = ({ counts, dialect }: Judged): Finding[] =>
  countOf(counts, 'missing') === 0
    ? []
    : [{
        kind: 'missing-word',
        classes: ['missing'],
        describe: (cell) => ({
          readAs: 'missing',
          couldBe: quoted(cell),
          otherwise: 'if the word were none for a missing value',
          change: { dialect: { missingWords: dialect.missingWords.filter((word) => word !== cell) }, type: null },
        }),
      }];

const missingLikeFindings = ({ counts, dialect, column }: Judged): Finding[] =>
  countOf(counts, 'missing-like') === 0
    ? []
    : [{
        kind: 'missing-word',
        classes: ['missing-like'],
        describe: (cell) => ({
          readAs: column.type === 'text' ? asText(cell) : `no ${column.type}, and the line is left out`,
          couldBe: 'missing',
          otherwise: 'if the word stood for a missing value',
          change: { dialect: { missingWords: [...dialect.missingWords, bare(cell)] }, type: null },
        }),
      }];

/** Words of truth in a column of nothing else. */
const truthFindings = ({ counts, column }: Judged): Finding[] => {
  const isBoolean = column.type === 'boolean';
  const areAll = countOf(counts, 'truth-word', 'true-false') === countPresent(counts);
  if (countOf(counts, 'truth-word') === 0 || !(isBoolean || areAll)) return [];
  return [{
    kind: 'truth-value',
    classes: ['truth-word'],
    describe: (cell) =>
      isBoolean
        ? { readAs: asTruth(cell), couldBe: quoted(cell), otherwise: 'as text', change: { dialect: {}, type: 'text' } }
        : { readAs: asText(cell), couldBe: asTruth(cell), otherwise: 'as true or false', change: { dialect: {}, type: 'boolean' } },
  }];
};

/**
 * The cells of a column that would read differently under another mark, order of dates, list of missing words or type.
 * What the column itself settles is not listed: a cell such as 12.5 proves the point a decimal mark, 1.234.567 one of
 * thousands, a day above 12 the order of the date, a number with decimals that 007 and 1e5 are numbers too. Each column
 * speaks for itself alone: a file may mix the marks.
 */
export const judgeColumn = (judged: Judged): Finding[] => {
  switch (judged.column.type) {
    case 'number':
      return [...numberFindings(judged), ...missingLikeFindings(judged)];
    case 'text':
      return [
        ...textNumberFindings(judged),
        ...textDateFindings(judged),
        ...missingReadFindings(judged),
        ...missingLikeFindings(judged),
        ...truthFindings(judged),
      ];
    case 'date':
      return [...dateFindings(judged), ...missingLikeFindings(judged)];
    case 'boolean':
      return [...truthFindings(judged), ...missingLikeFindings(judged)];
    case 'timestamp':
      return missingLikeFindings(judged);
  }
};
