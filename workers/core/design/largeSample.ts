import { createRandom, fillNormal } from '../random/generator';

/** y = bias + sum_j (j + 1) x_j + noise, x_j and noise from N(0, 1). */
export const LARGE_SAMPLE = { nRows: 1_000_000, nFeatures: 20, bias: 2, seed: 20 } as const;

const DECIMALS = 4;

const names = (): string[] => Array.from({ length: LARGE_SAMPLE.nFeatures }, (_, j) => `x${j + 1}`);

export const largeSampleHeader = (): string => `${[...names(), 'y'].join(',')}\n`;

/** Returns a function that makes the next rows as CSV text; the same rows every time. */
export const largeSampleRows = (): ((count: number) => string) => {
  const random = createRandom(LARGE_SAMPLE.seed);
  const normal = new Float64Array(LARGE_SAMPLE.nFeatures + 2);
  const row = (): string => {
    fillNormal(random, normal);
    const cells: string[] = [];
    let y: number = LARGE_SAMPLE.bias;
    for (let j = 0; j < LARGE_SAMPLE.nFeatures; j++) {
      const x = (normal[j] ?? 0).toFixed(DECIMALS);
      y += (j + 1) * Number(x);
      cells.push(x);
    }
    cells.push((y + (normal[LARGE_SAMPLE.nFeatures] ?? 0)).toFixed(DECIMALS));
    return `${cells.join(',')}\n`;
  };
  return (count) => Array.from({ length: count }, row).join('');
};
