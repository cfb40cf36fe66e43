import type { Point } from '../../../../workers/core/explain/plane';

/** What a run has left on a plane. */
export interface MapPath {
  id: string;
  name: string;
  /** Of the series colours, from 1. */
  color: number;
  xs: Float64Array;
  ys: Float64Array;
  /** The step that is shown; what comes after it is drawn faint. */
  now: Point | null;
  /** Index of the point after which it is faint. */
  nowIndex: number;
}

export interface MapMarks {
  optimum: Point | null;
  /** Where the next run begins, where a person has chosen it. */
  start: Point | null;
  /** A change of the coordinates whose direction is shown from the present point on. */
  arrow: Point | null;
}
