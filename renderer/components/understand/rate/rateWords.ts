import { stepsForDigits } from '../../../../workers/core/exact/stepAdvice';
import { eigenFactors, worstFactor, type EigenFactor } from '../../../../workers/core/explain/eigenFactors';
import { roundDown } from '../../../../workers/core/training/divergence';
import { formatShort } from '../../../format/number';
import { plural } from '../../../format/quantity';
import type { RateFacts } from './rateFacts';
import { TOO_LONG, type Trial } from './useTrial';

const number = (value: number): string => formatShort(value, 3);
/** Rounded down, so that it can be taken as it is. */
export const rateText = (rate: number): string => formatShort(roundDown(rate, 3));

const DOES: Record<EigenFactor['behaviour'], string> = {
  'at-once': 'the error is gone in one step',
  shrinks: 'the error shrinks and stays on its side',
  swings: 'the error shrinks and changes sides at each step',
  'for-ever': 'the error swings from side to side for ever',
  grows: 'the error grows and changes sides at each step',
  rests: 'nothing changes',
};

export const behaviourWords = ({ behaviour }: EigenFactor): string => DOES[behaviour];

const DIGITS = 6;

/** What the rate does along the steepest and along the slowest direction. */
export function rateSentence({ eigenvalues, limit, isEverywhere }: RateFacts, learningRate: number): string {
  const factors = eigenFactors(eigenvalues, learningRate);
  const worst = worstFactor(factors);
  if (worst === null || !(learningRate > 0)) return 'Choose a learning rate above 0.';
  const rate = `η = ${number(learningRate)}`;
  const here = isEverywhere ? '' : ' as long as the loss bends as it does here';
  if (learningRate >= limit) {
    return (
      `${rate} is ${learningRate === limit ? 'at' : 'past'} the limit ${rateText(limit)}: descent diverges${here}. ` +
      `Along λ = ${number(worst.eigenvalue)} each step multiplies the error by ${number(worst.factor)}.`
    );
  }
  const steps = stepsForDigits(eigenvalues, learningRate, DIGITS);
  const pace = isEverywhere && steps !== null ? ` Six digits of every parameter take ${plural(steps, 'step')}.` : '';
  return (
    `${rate} is below the limit ${rateText(limit)}: descent converges${here}. ` +
    `Slowest is λ = ${number(worst.eigenvalue)}: each step leaves ${number(worst.factor)} of the error.${pace}`
  );
}

/** What a trial with too long a stride came to. */
export function trialSentence({ learningRate, lane: { steps, objectives } }: Trial, { isEverywhere }: RateFacts): string {
  const last = steps.at(-1) ?? 0;
  const [from, to] = [objectives[0] ?? NaN, objectives.at(-1) ?? NaN];
  const went = `${plural(last, 'step')} at η = ${number(learningRate)}, ${TOO_LONG} times the limit, took the loss from ${number(from)} to ${number(to)}`;
  const rest = isEverywhere
    ? 'it has not yet grown, for little of the first error lies along the steepest direction'
    : 'it did not grow, for the limit is that of here, and elsewhere this loss bends otherwise';
  const verdict = to > from ? 'it diverges' : rest;
  return `${went}: ${verdict}. Your run is as it was.`;
}
