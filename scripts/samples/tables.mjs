import { createNormal, createRandom } from './random.mjs';

/** @typedef {{ header: string[], rows: number[][] }} Table */

/** @param {Table} table */
export const toCsv = ({ header, rows }) => [header, ...rows].map((row) => `${row.join(',')}\n`).join('');

/** @param {number} count @param {() => number[]} row */
const rowsOf = (count, row) => Array.from({ length: count }, row);
/** @param {number} value @param {number} decimals */
const round = (value, decimals) => Number(value.toFixed(decimals));

const CLASSIC_WEIGHTS = [2, 4, 5, 9, 11];
const CLASSIC_BIAS = 2;
// Eight decimals are whole multiples of 1e-8: y is then summed in whole numbers and has no rounding but its own.
const CLASSIC_UNIT = 1e8;

/** y = [2, 4, 5, 9, 11] . x + 2 to the last digit of the decimals written. @returns {Table} */
export const classic = () => {
  const normal = createNormal(createRandom(1));
  return {
    header: ['x1', 'x2', 'x3', 'x4', 'x5', 'y'],
    rows: rowsOf(5_000, () => {
      const units = CLASSIC_WEIGHTS.map(() => Math.round(normal() * CLASSIC_UNIT));
      const y = units.reduce((sum, x, j) => sum + CLASSIC_WEIGHTS[j] * x, CLASSIC_BIAS * CLASSIC_UNIT);
      return [...units, y].map((value) => value / CLASSIC_UNIT);
    }),
  };
};

/** A kiosk's 365 days: about 12 portions more for each degree, with the noise of a real summer. @returns {Table} */
export const iceCream = () => {
  const random = createRandom(2);
  const normal = createNormal(random);
  return {
    header: ['temperature_c', 'portions_sold'],
    rows: rowsOf(365, () => {
      const temperature = round(8 + 26 * random(), 1);
      return [temperature, Math.max(0, Math.round(12 * temperature - 60 + 25 * normal()))];
    }),
  };
};

/** Arm span and height of the same people: nearly the same number twice, so the two weights are hard to tell apart. @returns {Table} */
export const collinear = () => {
  const normal = createNormal(createRandom(3));
  return {
    header: ['height_cm', 'arm_span_cm', 'weight_kg'],
    rows: rowsOf(1_000, () => {
      const height = round(172 + 9 * normal(), 1);
      const armSpan = round(height + 0.8 * normal(), 1);
      return [height, armSpan, round(0.5 * height + 0.4 * armSpan - 82 + 3 * normal(), 1)];
    }),
  };
};

/** Flats whose columns differ in size by nine powers of ten: without scaling descent crawls or explodes. @returns {Table} */
export const flats = () => {
  const random = createRandom(4);
  const normal = createNormal(random);
  return {
    header: ['area_m2', 'lead_in_water_g_per_l', 'city_inhabitants', 'built_in', 'price_eur'],
    rows: rowsOf(2_000, () => {
      const area = round(25 + 120 * random(), 1);
      const lead = round(0.0001 + 0.003 * random(), 6);
      const inhabitants = Math.round(50_000 + 3_000_000 * random());
      const built = Math.round(1_900 + 124 * random());
      const price = 3_200 * area - 15_000_000 * lead + 0.03 * inhabitants + 650 * (built - 1_900) + 15_000 * normal();
      return [area, lead, inhabitants, built, Math.round(price)];
    }),
  };
};

/** Two columns of which one varies ten times as much: without scaling the loss is a narrow valley, with it a round bowl. @returns {Table} */
export const valley = () => {
  const normal = createNormal(createRandom(5));
  return {
    header: ['x1', 'x2', 'y'],
    rows: rowsOf(400, () => {
      const [x1, x2] = [round(normal(), 3), round(10 * normal(), 2)];
      return [x1, x2, round(3 * x1 + 0.5 * x2 + 10 + normal(), 3)];
    }),
  };
};
