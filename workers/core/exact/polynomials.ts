import { add, divide, fromNumber, multiply, negate, ONE, ZERO, type DoubleDouble } from './doubleDouble';

/** p(x) = sum_m p[m] x^m. */
export type Polynomial = readonly DoubleDouble[];

const times = (a: Polynomial, b: Polynomial): Polynomial => {
  const product: DoubleDouble[] = Array.from({ length: a.length + b.length - 1 }, () => ZERO);
  a.forEach((left, i) =>
    b.forEach((right, k) => {
      product[i + k] = add(product[i + k]!, multiply(left, right));
    }),
  );
  return product;
};

/** The powers p, p^2, ..., p^degree. */
const powersOf = (polynomial: Polynomial, degree: number): Polynomial[] => {
  const powers: Polynomial[] = [polynomial];
  for (let k = 2; k <= degree; k++) powers.push(times(powers[k - 2]!, polynomial));
  return powers;
};

/** With u = (x - center) / spread: the powers u, ..., u^degree as polynomials in x. */
export const powersOfScaled = (center: number, spread: number, degree: number): Polynomial[] => {
  const scale = fromNumber(spread);
  return powersOf([divide(fromNumber(-center), scale), divide(ONE, scale)], degree);
};

/** The powers x, ..., x^degree as polynomials in u: x = center + spread u. */
export const powersOfRaw = (center: number, spread: number, degree: number): Polynomial[] =>
  powersOf([fromNumber(center), fromNumber(spread)], degree);

/** (x^k - mean) / scale as a polynomial in x. */
export const standardizedPower = (k: number, mean: DoubleDouble, scale: number): Polynomial => {
  const polynomial: DoubleDouble[] = Array.from({ length: k + 1 }, () => ZERO);
  polynomial[0] = divide(negate(mean), fromNumber(scale));
  polynomial[k] = divide(ONE, fromNumber(scale));
  return polynomial;
};
