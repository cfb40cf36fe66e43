const MAX_SWEEPS = 60;

/**
 * Eigenvalues of the symmetric tridiagonal matrix with this diagonal and these numbers beside it (one less), in no
 * order, and some rows of the matrix whose columns are the eigenvectors of norm 1. Null where it does not converge (a number
 * that is not finite). O(k^2) and O(k^2) for each row. Implicit QL steps with Wilkinson's shift.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., section 8.3; Bowdler, Martin, Reinsch and Wilkinson, The QR
 * and QL algorithms for symmetric matrices (1968).
 */
const eigenRows = (
  diagonal: readonly number[],
  beside: readonly number[],
  places: readonly number[],
): { values: Float64Array; rows: Float64Array[] } | null => {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(n);
  e.set(beside.slice(0, n - 1));
  const rows = places.map((place) => {
    const row = new Float64Array(n);
    row[place] = 1;
    return row;
  });

  /** The first place from `from` on behind which the matrix falls apart. */
  const blockEnd = (from: number): number => {
    let end = from;
    while (end < n - 1 && !(Math.abs(e[end]!) <= 2 ** -53 * (Math.abs(d[end]!) + Math.abs(d[end + 1]!)))) end++;
    return end;
  };

  const sweep = (start: number, end: number): void => {
    const half = (d[start + 1]! - d[start]!) / (2 * e[start]!);
    const root = Math.sqrt(half * half + 1);
    let g = d[end]! - d[start]! + e[start]! / (half + (half < 0 ? -root : root));
    let [sine, cosine, shift] = [1, 1, 0];
    for (let i = end - 1; i >= start; i--) {
      const f = sine * e[i]!;
      const b = cosine * e[i]!;
      const r = Math.sqrt(f * f + g * g);
      e[i + 1] = r;
      if (r === 0) {
        d[i + 1] = d[i + 1]! - shift;
        e[end] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = d[i + 1]! - shift;
      const t = (d[i]! - g) * sine + 2 * cosine * b;
      shift = sine * t;
      d[i + 1] = g + shift;
      g = cosine * t - b;
      for (const row of rows) {
        const above = row[i + 1]!;
        row[i + 1] = sine * row[i]! + cosine * above;
        row[i] = cosine * row[i]! - sine * above;
      }
    }
    d[start] = d[start]! - shift;
    e[start] = g;
    e[end] = 0;
  };

  for (let start = 0; start < n; start++) {
    let sweeps = 0;
    for (let end = blockEnd(start); end > start; end = blockEnd(start)) {
      if (sweeps++ === MAX_SWEEPS) return null;
      sweep(start, end);
    }
  }
  return { values: d, rows };
};

/** The eigenvalues, and the last element of the eigenvector of norm 1 of each. */
export const tridiagonalEigen = (
  diagonal: readonly number[],
  beside: readonly number[],
): { values: Float64Array; lastElements: Float64Array } | null => {
  const eigen = eigenRows(diagonal, beside, [diagonal.length - 1]);
  return eigen && { values: eigen.values, lastElements: eigen.rows[0]! };
};

/** The eigenvalues, and the eigenvector of norm 1 of each. */
export const tridiagonalVectors = (
  diagonal: readonly number[],
  beside: readonly number[],
): { values: Float64Array; vectors: Float64Array[] } | null => {
  const eigen = eigenRows(diagonal, beside, Array.from(diagonal.keys()));
  if (eigen === null) return null;
  const { values, rows } = eigen;
  return { values, vectors: Array.from(values, (_, k) => Float64Array.from(rows, (row) => row[k]!)) };
};
