/** The stride on a logarithmic slider: from a hundredth of the shorter to ten times the longer of the present rate and the limit. */
export interface EtaScale {
  min: number;
  max: number;
}

export const POSITION_STEP = 0.01;
const DIGITS = 3;

export function etaScale(rate: number, limit: number | null): EtaScale {
  const known = [rate, limit ?? rate].filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  if (known.length === 0) return { min: -5, max: 1 };
  return { min: Math.floor(Math.min(...known)) - 2, max: Math.ceil(Math.max(...known)) + 1 };
}

export const positionOf = (eta: number, { min, max }: EtaScale): number =>
  eta > 0 ? Math.min(max, Math.max(min, Math.log10(eta))) : min;

/** Three significant digits, which a person would type. */
export const etaAt = (position: number): number => Number((10 ** position).toPrecision(DIGITS));

/** Longer or shorter by so many steps of the slider, within its ends. */
export const lengthened = (eta: number, steps: number, scale: EtaScale): number => {
  const position = positionOf(eta, scale) + steps * POSITION_STEP;
  return etaAt(Math.min(scale.max, Math.max(scale.min, position)));
};
