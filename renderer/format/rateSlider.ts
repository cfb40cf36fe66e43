/** The learning rate's slider is logarithmic: its position is log10 of the rate, in hundredths of a decade. */
export const SLIDER = { min: -5, max: 1, step: 0.01 } as const;

export function sliderOfRate(rate: number): number {
  if (!(rate > 0)) return SLIDER.min;
  return Math.min(SLIDER.max, Math.max(SLIDER.min, Math.log10(rate)));
}

/** Two significant digits, so that the slider stops at rates a person would type. */
export const rateOfSlider = (position: number): number => Number((10 ** position).toPrecision(2));
