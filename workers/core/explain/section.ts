/** The curvature of the objective on a plane: H seen along its two directions, D' H D. */
export interface SectionCurvature {
  xx: number;
  xy: number;
  yy: number;
}

/** Eigenvalues of a symmetric 2 x 2 matrix, the larger first. */
export const sectionEigenvalues = ({ xx, xy, yy }: SectionCurvature): [number, number] => {
  const middle = (xx + yy) / 2;
  const radius = Math.hypot((xx - yy) / 2, xy);
  const largest = middle + radius;
  // By the determinant where it does not cancel worse than the difference.
  const least = middle > 0 && largest > 0 ? (xx * yy - xy * xy) / largest : middle - radius;
  return [largest, least];
};

/**
 * How many times as long as wide the ellipse L = const is: sqrt(lambda_max / lambda_min) of the section. Infinity for a
 * trough without a slope along it; null where it is no bowl.
 */
export const elongation = (curvature: SectionCurvature): number | null => {
  const [largest, least] = sectionEigenvalues(curvature);
  if (!(largest > 0) || least < 0) return null;
  return Math.sqrt(largest / least);
};
