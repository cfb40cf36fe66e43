import cdf from '@stdlib/stats-base-dists-t-cdf';

/** Student's t with so many degrees of freedom is the normal distribution to rounding. */
const MANY = 1e18;

/** Of the standard normal distribution, to 13 digits far into the tail. */
export const normalCdf = (z: number): number => cdf(z, MANY);
