import type { DescribedModel } from '../describedModel';
import { daysOfIso } from '../../preparation/dates';
import type { Language } from '../language';
import type { LevelValue } from '../lines';
import type { Sheet } from './formulaSheet';
import { formulaText, numberCell } from './formulaText';

/** Of 1970-01-01 in the calendar of spreadsheets that begins in 1900. */
const EPOCH = 25_569;
const MILLISECONDS_A_DAY = 86_400_000;
/** A function has at most 255 arguments, a formula 8,192 characters. */
const TESTS_A_CELL = 100;
const CHARACTERS_A_CELL = 7_000;

/** Of a number alone: some programs compute what a condition then leaves aside. */
const PARTS = {
  year: (cell: string) => `YEAR(${cell})`,
  month: (cell: string) => `MONTH(${cell})`,
  day: (cell: string) => `DAY(${cell})`,
  weekday: (cell: string) => `WEEKDAY(${cell},2)`,
  // HOUR rounds to seconds in some programs.
  hour: (cell: string) => `INT(ROUND((${cell}-INT(${cell}))*86400000000,0)/3600000000)`,
} as const;

/** Cells that one formula can hold the tests of. */
const inGroups = (tests: readonly string[]): string[][] => {
  const groups: string[][] = [[]];
  let length = 0;
  for (const test of tests) {
    const group = groups.at(-1)!;
    length += test.length + 1;
    if (group.length > 0 && (group.length >= TESTS_A_CELL || length > CHARACTERS_A_CELL)) {
      groups.push([test]);
      length = test.length + 1;
    } else group.push(test);
  }
  return groups;
};

/** Formulas of one line each, on cells of one row; what needs further cells adds them to the sheet. */
export const formulaLanguage = ({ inputs }: DescribedModel, sheet: Sheet): Omit<Language, 'line'> => {
  const known = new Map<string, string>();
  const once = (key: string, title: string, formula: () => string): string => {
    const cell = known.get(key) ?? sheet.add(title, formula());
    known.set(key, cell);
    return cell;
  };
  const isDate = (input: number): boolean => inputs[input]!.type === 'date' || inputs[input]!.type === 'timestamp';
  const isPresent = (input: number): string => {
    const cell = sheet.cell(input);
    return isDate(input) || inputs[input]!.type === 'number' ? `ISNUMBER(${cell})` : `LEN(${cell})>0`;
  };
  const asNumber = (input: number): string => {
    const cell = sheet.cell(input);
    const name = JSON.stringify(inputs[input]!.name);
    if (isDate(input)) return once(`${input}`, `${name} in days since 1970-01-01`, () => `IF(ISNUMBER(${cell}),${cell}-${EPOCH},"")`);
    if (inputs[input]!.type === 'boolean') return once(`${input}`, `${name} as 1 or 0`, () => `IF(${isPresent(input)},IF(N(${cell})<>0,1,0),"")`);
    return cell;
  };
  const testOf = (input: number, value: LevelValue): string => {
    const cell = sheet.cell(input);
    if (isDate(input)) {
      const days = typeof value === 'string' ? (daysOfIso(value) ?? NaN) : Number(value);
      return `ROUND(${asNumber(input)}*${MILLISECONDS_A_DAY},0)=${numberCell(Math.round(days * MILLISECONDS_A_DAY))}`;
    }
    if (typeof value === 'number') return `${cell}=${numberCell(value)}`;
    return typeof value === 'boolean' ? `${asNumber(input)}=${Number(value)}` : `EXACT(${cell},${formulaText(value)})`;
  };
  /** A condition that holds where the column, which is there, has one of these values. */
  const isAmong = (input: number, values: readonly LevelValue[]): string => {
    const groups = inGroups(values.map((value) => testOf(input, value)));
    const conditions = groups.map((group) => (group.length === 1 ? group[0]! : `OR(${group.join(',')})`));
    if (conditions.length === 1) return conditions[0]!;
    const name = JSON.stringify(inputs[input]!.name);
    const cells = conditions.map((condition) =>
      once(`${input} ${condition}`, `${name} is one of some values`, () => `IF(${isPresent(input)},IF(${condition},1,0),0)`),
    );
    return `${cells.join('+')}>0`;
  };
  const has = (of: string, formula: string): string => `IF(COUNT(${of})=1,${formula},"")`;
  return {
    number: numberCell,
    input: asNumber,
    isOneOf: (input, values) => `IF(${isPresent(input)},IF(${isAmong(input, values)},1,0),"")`,
    isNoneOf: (input, values) => `IF(${isPresent(input)},IF(${isAmong(input, values)},0,1),"")`,
    isMissing: (input) => `IF(${isPresent(input)},0,1)`,
    ifMissing: (of, input, then) => `IF(${isPresent(input)},${of},${then})`,
    onlyWhere: (of, input, values) => `IF(${isPresent(input)},IF(${isAmong(input, values)},${of},""),"")`,
    clamp: (of, low, high) => has(of, `IF(${of}<${low},${low},IF(${of}>${high},${high},${of}))`),
    log: (of) => has(of, `IF(${of}>0,LN(${of}),"")`),
    sqrt: (of) => has(of, `IF(${of}>=0,SQRT(${of}),"")`),
    datePart: (input, part) => `IF(ISNUMBER(${sheet.cell(input)}),${PARTS[part](`N(${sheet.cell(input)})`)},"")`,
    product: (a, b) => (a === b ? has(a, `${a}*${b}`) : `IF(COUNT(${a},${b})=2,${a}*${b},"")`),
  };
};
