import type { Eigenpair, Scaling } from '../../../../electron/contract';
import { rawAxis, trainingAxis, vectorAxis, type Plane, type PlaneAxis } from '../../../../workers/core/explain/plane';

type Numbers = Float64Array<ArrayBuffer>;

export type Units = 'raw' | 'standardised';

/** What spans the plane: two parameters (their places in theta), or the steepest and the flattest direction. */
export type Span =
  | { kind: 'parameters'; first: number; second: number }
  | { kind: 'eigenvectors'; steepest: Eigenpair; flattest: Eigenpair };

export function planeThrough(origin: Numbers, span: Span, units: Units, scaling: Scaling): Plane {
  if (span.kind === 'eigenvectors') {
    const { steepest, flattest } = span;
    return { origin, first: vectorAxis(flattest.vector, origin), second: vectorAxis(steepest.vector, origin) };
  }
  const axis = (j: number): PlaneAxis =>
    units === 'raw' ? rawAxis(origin.length, j, scaling) : trainingAxis(origin.length, j);
  return { origin, first: axis(span.first), second: axis(span.second) };
}
