import type { Spectrum } from '../schema';
import { counted, formatCount } from '../text/counted';
import { shortNumber } from '../text/shortNumber';

/** Directions in which no more than this share of the first distance is left have arrived: the rest is rounding. */
const ARRIVED = 1e-14;

const short = (value: number): string => shortNumber(value, 3);

/** What is left of the distance along an eigenvector after so many steps, and what has been gone of it. */
const shareOf = (lambda: number, learningRate: number, nSteps: number): { left: number; gone: number } => {
  const change = -learningRate * lambda;
  const left = Math.abs(1 + change) ** nSteps;
  return { left, gone: change > -1 ? -Math.expm1(nSteps * Math.log1p(change)) : 1 - left };
};

/** One sentence: why descent with this constant rate, on a quadratic with this spectrum, comes as far as it does. */
export const explainDescent = (
  { eigenvalues, conditionNumber }: Pick<Spectrum, 'eigenvalues' | 'conditionNumber'>,
  learningRate: number,
  nSteps: number,
): string => {
  const kappa = conditionNumber === null ? 'infinite' : short(conditionNumber);
  const steps = formatCount(nSteps);
  const shares = eigenvalues.map((lambda) => shareOf(lambda, learningRate, nSteps));
  const nOpen = shares.filter(({ left }) => left > ARRIVED).length;
  const begin = `The condition number of the Hessian is ${kappa}`;
  if (nOpen === 0) return `${begin}: every direction arrives within ${steps} steps, and only rounding is left.`;
  const worst = shares.reduce((a, b) => (b.left >= a.left ? b : a));
  const way =
    worst.gone < 0.5 ? `go ${short(100 * worst.gone)} % of the way` : `leave ${short(100 * worst.left)} % of the distance`;
  return `${begin}: ${steps} steps ${way} along its flattest direction, and ${nOpen} of ${counted(eigenvalues.length, 'direction')} are still on their way.`;
};
