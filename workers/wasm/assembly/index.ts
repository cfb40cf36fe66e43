/**
 * The kernels: loops over the tiles described in workers/core/shards/layout.ts. Arguments are byte offsets
 * into the imported memory and lengths; nothing is allocated and no argument is checked. f64x2 arithmetic in
 * a fixed order, without relaxed SIMD, so that the results are the same bits on every machine.
 */
export { gradientSums, hessianSums } from './lossSums';
export { expInto, log1pInto, logInto } from './elementary';
export { columnRanges, columnSums, columnDeviations, standardize } from './columns';
export { centerTiles } from './centerTiles';
export { absorbRows } from './absorbRows';
export { readSum } from './readSum';
