/** The row of the first cells with values; row 1 holds the names. */
const ROW = 2;
const LETTERS = 26;

/** A, B, ..., Z, AA, ... of a column from 0. */
export const columnLetters = (column: number): string =>
  column < LETTERS
    ? String.fromCharCode(65 + column)
    : columnLetters(Math.floor(column / LETTERS) - 1) + columnLetters(column % LETTERS);

/** Cells of one row, one after the other: first the columns of the file, then formulas as they are added. */
export interface Sheet {
  cell(column: number): string;
  columnOf(cell: string): number;
  /** Returns the cell. */
  add(title: string, formula: string): string;
  /** The newest cell. */
  last(): string;
  formulas(): { cell: string; title: string; formula: string }[];
}

export const createSheet = (nInputs: number): Sheet => {
  const formulas: { cell: string; title: string; formula: string }[] = [];
  const columns = new Map<string, number>();
  const cell = (column: number): string => `${columnLetters(column)}${ROW}`;
  for (let j = 0; j < nInputs; j++) columns.set(cell(j), j);
  return {
    cell,
    columnOf: (name) => columns.get(name)!,
    add: (title, formula) => {
      const column = nInputs + formulas.length;
      const name = cell(column);
      columns.set(name, column);
      formulas.push({ cell: name, title, formula });
      return name;
    },
    last: () => formulas.at(-1)!.cell,
    formulas: () => formulas,
  };
};
