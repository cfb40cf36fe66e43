/** Uniform numbers in [0, 1). */
export type Random = () => number;

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/**
 * Spreads a seed over the state: the finaliser of MurmurHash3 on a Weyl sequence, as in SplitMix (Steele et
 * al. 2014).
 */
const spread = (seed: number): Random => {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) | 0;
  };
};

/**
 * xoshiro128** with 53 random bits a number, the same sequence for the same integer seed on every machine.
 * Source: D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47 (2021).
 */
export const createRandom = (seed: number): Random => {
  const low = spread(seed);
  const high = spread(Math.floor(seed / 2 ** 32));
  let a = low();
  let b = low() ^ high();
  let c = low();
  let d = (low() ^ high()) | 1;
  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };
  return () => {
    const upper = next() >>> 5;
    const lower = next() >>> 6;
    return (upper * 2 ** 26 + lower) / 2 ** 53;
  };
};

/**
 * Fills `out` with independent N(0, 1) numbers.
 * Source: G. Marsaglia and T. A. Bray, A convenient method for generating normal variables (polar method),
 * 1964.
 */
export const fillNormal = (random: Random, out: Float64Array): void => {
  for (let i = 0; i < out.length; i += 2) {
    let u: number;
    let v: number;
    let s: number;
    do {
      u = 2 * random() - 1;
      v = 2 * random() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * Math.log(s)) / s);
    out[i] = u * factor;
    if (i + 1 < out.length) out[i + 1] = v * factor;
  }
};
