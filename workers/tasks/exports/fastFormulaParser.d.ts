/** What is used of the package, which has no types of its own. */
declare module 'fast-formula-parser' {
  interface CellReference {
    sheet: string;
    row: number;
    col: number;
  }
  interface RangeReference {
    sheet: string;
    from: { row: number; col: number };
    to: { row: number; col: number };
  }
  export default class FormulaParser {
    constructor(options: { onCell: (cell: CellReference) => unknown; onRange: (range: RangeReference) => unknown[][] });
    parse(formula: string, position: CellReference): unknown;
  }
}
