import { formatNumber, formatShort } from '../../../format/number';

export interface DialReading {
  beta: number;
  eta: number;
  cos: number;
  first: number;
  actual: number | null;
}

const say = (value: number): string => formatNumber(value, 4);

/** The numbers of the direction that is set, as one sentence. */
export const readingWords = ({ beta, cos, first, actual }: DialReading): string =>
  `${beta} degrees: cos β ${say(cos)}, predicted change ${say(first)}, ${actual === null ? 'actual change on its way' : `actual change ${say(actual)}`}`;

export interface Winner {
  eta: number;
  /** Up to which 180 wins among the whole degrees to second order; Infinity: always; null: no second order. */
  straight: number | null;
  /** The least point; `isTried`: among the angles tried. */
  least: { angle: number; change: number; isTried: boolean };
  isQuadratic: boolean;
  /** Whether the changes of the loss are below its last digits. */
  isRounding: boolean;
}

/** Where nothing is left to tell the directions apart by, nobody can say who wins. */
export const canTell = ({ isRounding, isQuadratic, straight }: Winner): boolean =>
  !isRounding || (isQuadratic && straight !== null);

/** Whether 180 degrees wins for this stride: of a quadratic among the whole degrees, of other losses among the angles tried. */
export const straightWins = ({ eta, straight, least, isQuadratic }: Winner): boolean =>
  isQuadratic && straight !== null ? eta <= straight : least.angle === 180;

export function winnerWords(winner: Winner): string {
  if (!canTell(winner)) return 'Around here the loss changes by less than its last digit: numbers can no longer tell the directions apart.';
  const { eta, straight, least, isQuadratic } = winner;
  const stride = `η = ${formatShort(eta, 3)}`;
  const angle = `${least.angle.toFixed(1).replace(/\.0$/, '')}°`;
  const change = least.change < 0 ? `the loss falls by ${say(-least.change)}` : `the loss still rises by ${say(least.change)}`;
  const limit =
    straight === null
      ? ''
      : straight === Infinity
        ? ' In this plane it wins at every stride.'
        : ` ${isQuadratic ? 'In this plane' : 'To second order'} it wins among the whole degrees up to η = ${formatShort(straight, 3)}.`;
  if (straightWins(winner)) {
    return `180° wins at ${stride}: no ${least.isTried ? 'angle tried' : 'whole degree'} lowers the loss more.${limit}`;
  }
  return `180° no longer wins at ${stride}: the least point is at ${angle}, where ${change}.${limit}`;
}
