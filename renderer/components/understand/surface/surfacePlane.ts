import type { Eigenpair, Scaling } from '../../../../electron/contract';
import { rawAxis, standardisedAxis, trainingAxis, vectorAxis, type Plane, type PlaneAxis } from '../../../../workers/core/explain/plane';

type Numbers = Float64Array<ArrayBuffer>;

export type Units = 'raw' | 'standardised';

/** What spans the plane: two parameters (their places in theta), or the steepest and the flattest direction. */
export type Span =
  | { kind: 'parameters'; first: number; second: number }
  | { kind: 'eigenvectors'; steepest: Eigenpair; flattest: Eigenpair };

/** How the two kinds of units lie to the space in which the run trains. */
export interface UnitMaps {
  /** Of the run; it changes nothing where training runs on the columns as they are. */
  scaling: Scaling;
  /** There the means and deviations of the columns; null where training runs on standardised ones. */
  moments: Scaling | null;
}

export function planeThrough(origin: Numbers, span: Span, units: Units, { scaling, moments }: UnitMaps): Plane {
  if (span.kind === 'eigenvectors') {
    const { steepest, flattest } = span;
    return { origin, first: vectorAxis(flattest.vector, origin), second: vectorAxis(steepest.vector, origin) };
  }
  const axis = (j: number): PlaneAxis => {
    if (units === 'raw') return rawAxis(origin.length, j, scaling);
    return moments === null ? trainingAxis(origin.length, j) : standardisedAxis(origin.length, j, moments);
  };
  return { origin, first: axis(span.first), second: axis(span.second) };
}
