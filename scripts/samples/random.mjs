/** Seeded random numbers for the samples: xoshiro128** (Blackman and Vigna, 2021), 53 bits a number, and normals by the polar method. */

/** @param {number} x @param {number} k */
const rotateLeft = (x, k) => (x << k) | (x >>> (32 - k));

/** @param {number} seed */
const spread = (seed) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
};

/** Uniform in [0, 1). @param {number} seed @returns {() => number} */
export const createRandom = (seed) => {
  const next = spread(seed);
  let [a, b, c, d] = [next(), next(), next(), next() | 1];
  const bits = () => {
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
  return () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
};

/** N(0, 1). Only a square root and a logarithm: the same numbers on every machine. @param {() => number} random @returns {() => number} */
export const createNormal = (random) => {
  /** @type {number | null} */
  let spare = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    let u;
    let v;
    let s;
    do {
      u = 2 * random() - 1;
      v = 2 * random() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * Math.log(s)) / s);
    spare = v * factor;
    return u * factor;
  };
};
