import { columnBytes, loadPair } from './tiles';

/**
 * A whole tile of squared loss: what predict, slopesOf and accumulate do one after the other, to the same bits, with the 16
 * residuals in eight registers from first to last. The other losses are worth the way through memory; here it would cost
 * half as much again on five features and a tenth on twenty.
 */
// @ts-ignore: decorator
@inline
export function addSquaredTile<T>(tile: usize, nFeatures: usize, theta: usize, sums: usize): void {
  const target = tile + nFeatures * columnBytes<T>();
  const bias = v128.load64_splat(theta + (nFeatures << 3));
  let r0 = f64x2.sub(bias, loadPair<T>(target, 0));
  let r1 = f64x2.sub(bias, loadPair<T>(target, 1));
  let r2 = f64x2.sub(bias, loadPair<T>(target, 2));
  let r3 = f64x2.sub(bias, loadPair<T>(target, 3));
  let r4 = f64x2.sub(bias, loadPair<T>(target, 4));
  let r5 = f64x2.sub(bias, loadPair<T>(target, 5));
  let r6 = f64x2.sub(bias, loadPair<T>(target, 6));
  let r7 = f64x2.sub(bias, loadPair<T>(target, 7));

  let weight = theta;
  for (let column = tile; column < target; column += columnBytes<T>()) {
    const w = v128.load64_splat(weight);
    r0 = f64x2.add(r0, f64x2.mul(w, loadPair<T>(column, 0)));
    r1 = f64x2.add(r1, f64x2.mul(w, loadPair<T>(column, 1)));
    r2 = f64x2.add(r2, f64x2.mul(w, loadPair<T>(column, 2)));
    r3 = f64x2.add(r3, f64x2.mul(w, loadPair<T>(column, 3)));
    r4 = f64x2.add(r4, f64x2.mul(w, loadPair<T>(column, 4)));
    r5 = f64x2.add(r5, f64x2.mul(w, loadPair<T>(column, 5)));
    r6 = f64x2.add(r6, f64x2.mul(w, loadPair<T>(column, 6)));
    r7 = f64x2.add(r7, f64x2.mul(w, loadPair<T>(column, 7)));
    weight += 8;
  }

  let sum = sums;
  for (let column = tile; column < target; column += columnBytes<T>()) {
    const a = f64x2.add(f64x2.mul(r0, loadPair<T>(column, 0)), f64x2.mul(r1, loadPair<T>(column, 1)));
    const b = f64x2.add(f64x2.mul(r2, loadPair<T>(column, 2)), f64x2.mul(r3, loadPair<T>(column, 3)));
    const c = f64x2.add(f64x2.mul(r4, loadPair<T>(column, 4)), f64x2.mul(r5, loadPair<T>(column, 5)));
    const d = f64x2.add(f64x2.mul(r6, loadPair<T>(column, 6)), f64x2.mul(r7, loadPair<T>(column, 7)));
    // The sum is loaded last, when fewer registers are taken.
    v128.store(sum, f64x2.add(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)), v128.load(sum)));
    sum += 16;
  }
  const residuals = f64x2.add(
    f64x2.add(f64x2.add(r0, r1), f64x2.add(r2, r3)),
    f64x2.add(f64x2.add(r4, r5), f64x2.add(r6, r7)),
  );
  v128.store(sum, f64x2.add(v128.load(sum), residuals));
  const squares = f64x2.add(
    f64x2.add(
      f64x2.add(f64x2.mul(r0, r0), f64x2.mul(r1, r1)),
      f64x2.add(f64x2.mul(r2, r2), f64x2.mul(r3, r3)),
    ),
    f64x2.add(
      f64x2.add(f64x2.mul(r4, r4), f64x2.mul(r5, r5)),
      f64x2.add(f64x2.mul(r6, r6), f64x2.mul(r7, r7)),
    ),
  );
  v128.store(sum, f64x2.add(v128.load(sum, 16), squares), 16);
}
