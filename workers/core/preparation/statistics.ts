/** What the training part says of a feature column; null where the choices ask for nothing of the kind. */
export interface ColumnStatistics {
  /** In place of a missing value: a number (dates in days), a truth value, or a level. */
  fill: number | string | boolean | null;
  /** The quantiles beyond which values are brought back. */
  bounds: { low: number; high: number } | null;
  /** With missing values filled in, in order. */
  levels: Level[] | null;
  /** Rows of the training part in which the column is missing. */
  nMissing: number;
}

export interface Level {
  value: string | number | boolean;
  nRows: number;
}
