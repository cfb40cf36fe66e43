import { TILE_ROWS } from '../shards/layout';
import { columnCount, type Basis } from './basis';
import { fromNumber, multiply } from './doubleDouble';

/** Powers 2 to degree of the numbers u in column `first`, each formed with 32 digits and rounded once. */
const fillPowers = (block: Float64Array, first: number, length: number, degree: number): void => {
  for (let i = 0; i < length; i++) {
    const u = fromNumber(block[first + i]!);
    let power = u;
    for (let k = 1; k < degree; k++) {
      power = multiply(power, u);
      block[first + k * length + i] = power[0];
    }
  }
};

/**
 * Writes `nRows` rows, from the beginning of a tile on, as columns of `length` numbers one after the other:
 * the basis' columns and the target, zero beyond nRows. `tiles` begins with the first row's tile; `length` is
 * a multiple of 16.
 */
export const fillBlock = (
  block: Float64Array,
  length: number,
  tiles: Float64Array,
  nRows: number,
  basis: Basis,
): void => {
  const { nFeatures, degree, intercept, tileCenters, tileFactors } = basis;
  const tileLength = TILE_ROWS * (nFeatures + 1);
  const nTiles = Math.ceil(nRows / TILE_ROWS);
  const firstFeature = intercept ? length : 0;
  if (intercept) {
    block.fill(1, 0, nRows);
    block.fill(0, nRows, length);
  }
  for (let j = 0; j <= nFeatures; j++) {
    const to = firstFeature + j * degree * length;
    const center = tileCenters[j]!;
    const factor = tileFactors[j]!;
    for (let tile = 0; tile < nTiles; tile++) {
      const from = tile * tileLength + j * TILE_ROWS;
      const at = to + tile * TILE_ROWS;
      for (let i = 0; i < TILE_ROWS; i++) block[at + i] = (tiles[from + i]! - center) * factor;
    }
    block.fill(0, to + nRows, to + length);
    if (degree > 1 && j < nFeatures) fillPowers(block, to, length, degree);
  }
};

/** Numbers of a block of `length` rows. */
export const blockLength = (basis: Basis, length: number): number => length * (columnCount(basis) + 1);
