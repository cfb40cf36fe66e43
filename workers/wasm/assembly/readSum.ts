/**
 * Adds all float64 of a range of whole 128-byte blocks: the time a plain read of the memory takes, for the
 * benchmark.
 */
export function readSum(offset: usize, byteLength: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let s5 = f64x2.splat(0);
  let s6 = f64x2.splat(0);
  let s7 = f64x2.splat(0);
  for (let left = byteLength; left >= 128; left -= 128) {
    s0 = f64x2.add(s0, v128.load(offset, 0));
    s1 = f64x2.add(s1, v128.load(offset, 16));
    s2 = f64x2.add(s2, v128.load(offset, 32));
    s3 = f64x2.add(s3, v128.load(offset, 48));
    s4 = f64x2.add(s4, v128.load(offset, 64));
    s5 = f64x2.add(s5, v128.load(offset, 80));
    s6 = f64x2.add(s6, v128.load(offset, 96));
    s7 = f64x2.add(s7, v128.load(offset, 112));
    offset += 128;
  }
  const sum = f64x2.add(
    f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)),
    f64x2.add(f64x2.add(s4, s5), f64x2.add(s6, s7)),
  );
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
