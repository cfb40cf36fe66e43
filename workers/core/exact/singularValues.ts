const MAX_SWEEPS = 60;

const dotOf = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** Turns a and b in their plane so that they become orthogonal; returns their new squared norms. */
const rotate = (
  a: Float64Array,
  b: Float64Array,
  aSquared: number,
  bSquared: number,
  product: number,
): [number, number] => {
  const zeta = (bSquared - aSquared) / (2 * product);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  let aNew = 0;
  let bNew = 0;
  for (let i = 0; i < a.length; i++) {
    const left = a[i]!;
    const right = b[i]!;
    const turned = cosine * left - sine * right;
    const other = sine * left + cosine * right;
    a[i] = turned;
    b[i] = other;
    aNew += turned * turned;
    bNew += other * other;
  }
  return [aNew, bNew];
};

/**
 * Singular values of the matrix with these columns, descending, by one-sided Jacobi rotations: pairs of
 * columns are made orthogonal until all are, and then their norms are the singular values. Small ones are as
 * exact, relative to their size, as the condition of the matrix with columns of norm 1 allows, so columns in
 * very different units do no harm. The columns are overwritten.
 * Source: J. Demmel, K. Veselic, Jacobi's method is more accurate than QR, 1992; G. H. Golub, C. F. Van Loan,
 * Matrix Computations, 4th ed., section 8.6.3. Columns are taken by falling norm after P. P. M. de Rijk,
 * 1989.
 */
export const singularValues = (columns: Float64Array[]): Float64Array => {
  const size = columns.length;
  const squares = Float64Array.from(columns, (column) => dotOf(column, column));
  const tolerance = Number.EPSILON * Math.sqrt(Math.max(1, columns[0]?.length ?? 1));
  const swapToFront = (p: number): void => {
    let largest = p;
    for (let q = p + 1; q < size; q++) if (squares[q]! > squares[largest]!) largest = q;
    [columns[p], columns[largest]] = [columns[largest]!, columns[p]!];
    [squares[p], squares[largest]] = [squares[largest]!, squares[p]!];
  };
  for (let sweep = 0, hasTurned = true; hasTurned && sweep < MAX_SWEEPS; sweep++) {
    hasTurned = false;
    for (let p = 0; p < size - 1; p++) {
      swapToFront(p);
      for (let q = p + 1; q < size; q++) {
        const product = dotOf(columns[p]!, columns[q]!);
        if (Math.abs(product) <= tolerance * Math.sqrt(squares[p]!) * Math.sqrt(squares[q]!)) continue;
        hasTurned = true;
        const turned = rotate(columns[p]!, columns[q]!, squares[p]!, squares[q]!, product);
        [squares[p], squares[q]] = turned;
      }
    }
  }
  return squares.map(Math.sqrt).sort().reverse();
};
