/** Passages of the help that more than one command shows. */

export const COLUMNS = `  --target NAME        the column to predict
  --features a,b       the columns to predict from, in this order; default: every numeric column but
                       the target. A name that holds a comma is quoted: --features '"size, m2",price'`;

export const DIALECT = `How the file is written, where the proposal is not right (see "fall-line inspect"):
  --delimiter C        one character between the cells, or the word tab
  --decimal C          decimal mark: . or ,
  --thousands C        thousands mark: . , ' space or none
  --encoding NAME      utf-8, utf-16 or latin-1
  --header             the first line holds the column names
  --no-header          the first line is data; columns are named by their place
  --missing LIST       words for a missing value, e.g. "NA,n/a" (an empty cell always is one)
  --skip-lines N       lines before the header that are not data`;

export const EXIT_CODES = `Exit codes: 0 done, 1 failed (file, data, unknown column), 2 wrong use, 3 diverged,
130 cancelled by Ctrl+C.`;
