import type { CellClass } from './cellClass';
import { countOf, countPresent, MOSTLY, type Finding, type Judged } from './findings';
import { asDecimal, asNumber, asText, asThousands, otherMark, quoted } from './readings';

type Mark = '.' | ',';
const MARKS: Mark[] = ['.', ','];
const LEFT_OUT = 'no number, and the line is left out';

const ofMark = (mark: Mark) => {
  const name = mark === '.' ? 'point' : 'comma';
  return { group: `${name}-group`, decimal: `${name}-decimal`, groups: `${name}-groups` } as const satisfies Record<string, CellClass>;
};

const withMarks = (decimalMark: Mark, thousandsMark: Mark | '') =>
  ({ dialect: { decimalMark, thousandsMark }, type: 'number' }) as const;

/** Read as decimals, although each cell of the column with the mark could as well be one of grouped thousands. */
const groupsReadAsDecimals = ({ counts, dialect }: Judged): Finding[] => {
  const mark = dialect.decimalMark;
  const { group, decimal } = ofMark(mark);
  if (countOf(counts, group) === 0) return [];
  // 12.5 proves the mark a decimal one, and so does 1,234.5.
  if (countOf(counts, decimal, ofMark(otherMark(mark)).groups) > 0) return [];
  return [{
    kind: 'decimal-or-thousands',
    classes: [group],
    describe: (cell) => ({
      readAs: asDecimal(cell, mark),
      couldBe: asThousands(cell, mark),
      otherwise: `with ${mark} as thousands mark`,
      change: withMarks(otherMark(mark), mark),
    }),
  }];
};

/** Read as grouped thousands, although each cell of the column with the mark could as well be a decimal number. */
const groupsReadAsThousands = ({ counts, dialect }: Judged): Finding[] => {
  const mark = dialect.thousandsMark;
  if (mark !== '.' && mark !== ',') return [];
  const { group, groups } = ofMark(mark);
  if (countOf(counts, group) === 0) return [];
  // 1.234.567 proves the mark one of thousands, and so does 12,5.
  if (countOf(counts, groups, ofMark(otherMark(mark)).decimal) > 0) return [];
  return [{
    kind: 'decimal-or-thousands',
    classes: [group],
    describe: (cell) => ({
      readAs: asThousands(cell, mark),
      couldBe: asDecimal(cell, mark),
      otherwise: `with ${mark} as decimal mark`,
      change: withMarks(mark, ''),
    }),
  }];
};

/** The classes with this mark that are no numbers by the marks chosen. */
const foreignClasses = (mark: Mark, { dialect }: Judged): CellClass[] => {
  const { group, decimal, groups } = ofMark(mark);
  const { decimalMark, thousandsMark } = dialect;
  return [
    ...(mark === decimalMark || mark === thousandsMark ? [] : [group]),
    ...(mark === decimalMark ? [] : [decimal]),
    ...(mark === thousandsMark ? [] : [groups]),
  ];
};

const foreignFinding = (mark: Mark, judged: Judged, classes: CellClass[], readAs: (cell: string) => string): Finding => {
  const { counts, dialect } = judged;
  const { decimal, groups } = ofMark(mark);
  const isThousands = countOf(counts, groups, ofMark(otherMark(mark)).decimal) > countOf(counts, decimal);
  const other = otherMark(mark);
  // What else the file needs is kept where it can be.
  const change = isThousands ? withMarks(other, mark) : withMarks(mark, dialect.thousandsMark === other ? other : '');
  return {
    kind: 'decimal-or-thousands',
    classes,
    describe: (cell) => ({
      readAs: readAs(cell),
      couldBe: isThousands ? asThousands(cell, mark) : asDecimal(cell, mark),
      otherwise: `with ${mark} as ${isThousands ? 'thousands' : 'decimal'} mark`,
      change,
    }),
  };
};

/** Not numbers by the marks chosen, but by others. */
const misreadNumbers = (judged: Judged): Finding[] =>
  MARKS.flatMap((mark) => {
    const classes = foreignClasses(mark, judged);
    return countOf(judged.counts, ...classes) === 0 ? [] : [foreignFinding(mark, judged, classes, () => LEFT_OUT)];
  });

/** A number of the column shows that it holds quantities: none is a name. */
const holdsQuantities = ({ counts }: Judged): boolean =>
  countOf(counts, 'signed-exponent', 'point-decimal', 'comma-decimal', 'point-groups', 'comma-groups') > 0;

const NAMES = [
  { kind: 'exponent', cellClass: 'exponent' },
  { kind: 'leading-zeros', cellClass: 'zero-led' },
  { kind: 'long-digits', cellClass: 'long-integer' },
] as const;

/** Numbers that look like names: 1e5, 007, 12345678901234567. */
const namesReadAsNumbers = (judged: Judged): Finding[] =>
  holdsQuantities(judged)
    ? []
    : NAMES.filter(({ cellClass }) => countOf(judged.counts, cellClass) > 0).map(({ kind, cellClass }) => ({
        kind,
        classes: [cellClass],
        describe: (cell) => ({
          readAs: asNumber(cell),
          couldBe: quoted(cell),
          otherwise: 'as text',
          change: { dialect: {}, type: 'text' },
        }),
      }));

export const numberFindings = (judged: Judged): Finding[] => [
  ...groupsReadAsDecimals(judged),
  ...groupsReadAsThousands(judged),
  ...misreadNumbers(judged),
  ...namesReadAsNumbers(judged),
];

const WHOLE = ['integer', 'long-integer', 'zero-led', 'exponent', 'signed-exponent'] as const;

/** Texts that are names that look like numbers, and numbers written with other marks. */
export const textNumberFindings = (judged: Judged): Finding[] => {
  const { counts } = judged;
  const nPresent = countPresent(counts);
  const isMostly = (classes: readonly CellClass[]): boolean => nPresent > 0 && countOf(counts, ...classes) >= MOSTLY * nPresent;
  const marked = MARKS.flatMap((mark) => {
    const classes = foreignClasses(mark, judged);
    const all = [...WHOLE, ...Object.values(ofMark(mark)), ofMark(otherMark(mark)).groups];
    return countOf(counts, ...classes) > 0 && isMostly(all) ? [foreignFinding(mark, judged, classes, asText)] : [];
  });
  const names = NAMES.filter(
    // 1e5 among other names is what turns them into something else elsewhere; 007 among them is a name for everyone.
    ({ cellClass }) => countOf(counts, cellClass) > 0 && (cellClass === 'exponent' || isMostly(WHOLE)),
  ).map(({ kind, cellClass }): Finding => ({
    kind,
    classes: [cellClass],
    describe: (cell) => ({
      readAs: asText(cell),
      couldBe: asNumber(cell),
      otherwise: 'as numbers',
      change: { dialect: {}, type: 'number' },
    }),
  }));
  return [...marked, ...names];
};
