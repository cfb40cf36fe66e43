import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import type { Fit } from '../../core/exact/fit';
import { infer } from '../../core/exact/inference';

/** With Student's t of the library. */
export const inferFit = (fit: Fit): ReturnType<typeof infer> => infer(fit, { cdf, quantile });
