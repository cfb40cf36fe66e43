import { exp, log1pOfShare } from './elementary';
import { COLUMN_BYTES } from './tiles';

/** As LOSS_CODE in workers/core/shards/kernels.ts. */
export const SQUARED: i32 = 0;
export const HUBER: i32 = 1;
export const ABSOLUTE: i32 = 2;
export const QUANTILE: i32 = 3;
export const LOGISTIC: i32 = 4;
export const SOFTMAX: i32 = 5;
export const POISSON: i32 = 6;

/** Losses of eta - y; the others take eta and y by themselves. */
// @ts-ignore: decorator
@inline
export function isOfResidual(loss: i32): bool {
  return loss <= QUANTILE;
}

/** `above` where x > 0, `below` where x < 0, 0 at 0; NaN stays NaN. */
// @ts-ignore: decorator
@inline
function signOr(x: v128, above: v128, below: v128): v128 {
  const zero = f64x2.splat(0);
  const known = v128.or(v128.and(f64x2.gt(x, zero), above), v128.and(f64x2.lt(x, zero), below));
  return v128.bitselect(known, x, f64x2.eq(x, x));
}

/**
 * The losses of a tile's rows go to `values` and their slopes d loss / d eta take the place of the residuals r = eta - y,
 * or of eta, at `rows`. Formulas: workers/core/losses; squared loss leaves its factor 2 to the reader.
 */
export function slopesOf(loss: i32, parameter: f64, rows: usize, target: usize, values: usize): void {
  switch (loss) {
    case SQUARED:
      for (let at: usize = 0; at < COLUMN_BYTES; at += 16) {
        const r = v128.load(rows + at);
        v128.store(values + at, f64x2.mul(r, r));
      }
      break;
    case HUBER: {
      // With c = r cut to [-delta, delta] the slope is c and the loss c (r - c / 2) on both sides of delta.
      const delta = f64x2.splat(parameter);
      const least = f64x2.neg(delta);
      const half = f64x2.splat(0.5);
      for (let at: usize = 0; at < COLUMN_BYTES; at += 16) {
        const r = v128.load(rows + at);
        const c = f64x2.pmax(f64x2.pmin(r, delta), least);
        v128.store(values + at, f64x2.mul(c, f64x2.sub(r, f64x2.mul(half, c))));
        v128.store(rows + at, c);
      }
      break;
    }
    case ABSOLUTE: {
      const one = f64x2.splat(1);
      for (let at: usize = 0; at < COLUMN_BYTES; at += 16) {
        const r = v128.load(rows + at);
        v128.store(values + at, f64x2.abs(r));
        v128.store(rows + at, signOr(r, one, f64x2.neg(one)));
      }
      break;
    }
    case QUANTILE: {
      // u = -r: slope 1 - q where r > 0, -q where r < 0; the loss is slope times r.
      const above = f64x2.splat(1 - parameter);
      const below = f64x2.splat(-parameter);
      for (let at: usize = 0; at < COLUMN_BYTES; at += 16) {
        const r = v128.load(rows + at);
        const slope = signOr(r, above, below);
        v128.store(values + at, f64x2.mul(slope, r));
        v128.store(rows + at, slope);
      }
      break;
    }
    case LOGISTIC: {
      // With the sign s = 1 - 2 y the loss is log(1 + exp(s eta)) and its slope s sigma(s eta), both without cancellation.
      // Two walks, and two pairs at a time: their long chains of operations fill each other's gaps and share constants.
      const zero = f64x2.splat(0);
      const one = f64x2.splat(1);
      for (let at: usize = 0; at < COLUMN_BYTES; at += 32) {
        const ya = v128.load(target + at);
        const yb = v128.load(target + at, 16);
        const missA = f64x2.mul(f64x2.sub(one, f64x2.add(ya, ya)), v128.load(rows + at));
        const missB = f64x2.mul(f64x2.sub(one, f64x2.add(yb, yb)), v128.load(rows + at, 16));
        v128.store(rows + at, missA);
        v128.store(rows + at, missB, 16);
        v128.store(values + at, exp(f64x2.neg(f64x2.abs(missA))));
        v128.store(values + at, exp(f64x2.neg(f64x2.abs(missB))), 16);
      }
      for (let at: usize = 0; at < COLUMN_BYTES; at += 32) {
        const ya = v128.load(target + at);
        const yb = v128.load(target + at, 16);
        const missA = v128.load(rows + at);
        const missB = v128.load(rows + at, 16);
        const za = v128.load(values + at);
        const zb = v128.load(values + at, 16);
        const ua = f64x2.add(one, za);
        const ub = f64x2.add(one, zb);
        const inverseA = f64x2.div(one, ua);
        const inverseB = f64x2.div(one, ub);
        const logA = log1pOfShare(za, ua, inverseA);
        const logB = log1pOfShare(zb, ub, inverseB);
        const aboveA = v128.bitselect(za, one, f64x2.lt(missA, zero));
        const aboveB = v128.bitselect(zb, one, f64x2.lt(missB, zero));
        v128.store(values + at, f64x2.add(f64x2.pmax(missA, zero), logA));
        v128.store(values + at, f64x2.add(f64x2.pmax(missB, zero), logB), 16);
        v128.store(rows + at, f64x2.mul(f64x2.mul(f64x2.sub(one, f64x2.add(ya, ya)), aboveA), inverseA));
        v128.store(rows + at, f64x2.mul(f64x2.mul(f64x2.sub(one, f64x2.add(yb, yb)), aboveB), inverseB), 16);
      }
      break;
    }
    case POISSON:
      for (let at: usize = 0; at < COLUMN_BYTES; at += 32) {
        const ya = v128.load(target + at);
        const yb = v128.load(target + at, 16);
        const etaA = v128.load(rows + at);
        const etaB = v128.load(rows + at, 16);
        const meanA = exp(etaA);
        const meanB = exp(etaB);
        v128.store(values + at, f64x2.sub(meanA, f64x2.mul(ya, etaA)));
        v128.store(values + at, f64x2.sub(meanB, f64x2.mul(yb, etaB)), 16);
        v128.store(rows + at, f64x2.sub(meanA, ya));
        v128.store(rows + at, f64x2.sub(meanB, yb), 16);
      }
      break;
  }
}

/**
 * Curvature d^2 loss / d eta^2 times `along` takes the place of r or eta at `rows`. Squared loss leaves its factor 2 to the
 * reader.
 */
export function bendsOf(loss: i32, parameter: f64, rows: usize, along: usize): void {
  switch (loss) {
    case SQUARED:
      memory.copy(rows, along, COLUMN_BYTES);
      break;
    case HUBER: {
      const delta = f64x2.splat(parameter);
      for (let at: usize = 0; at < COLUMN_BYTES; at += 16) {
        const inside = f64x2.le(f64x2.abs(v128.load(rows + at)), delta);
        v128.store(rows + at, v128.and(v128.load(along + at), inside));
      }
      break;
    }
    case LOGISTIC: {
      const one = f64x2.splat(1);
      for (let at: usize = 0; at < COLUMN_BYTES; at += 16) {
        // sigma (1 - sigma) = z / (1 + z)^2 with z = exp(-|eta|).
        const z = exp(f64x2.neg(f64x2.abs(v128.load(rows + at))));
        const sum = f64x2.add(one, z);
        v128.store(rows + at, f64x2.mul(f64x2.div(z, f64x2.mul(sum, sum)), v128.load(along + at)));
      }
      break;
    }
    case POISSON:
      for (let at: usize = 0; at < COLUMN_BYTES; at += 16) {
        v128.store(rows + at, f64x2.mul(exp(v128.load(rows + at)), v128.load(along + at)));
      }
      break;
    default:
      memory.fill(rows, 0, COLUMN_BYTES);
      break;
  }
}
