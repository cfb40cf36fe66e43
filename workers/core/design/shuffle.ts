import { createRandom } from '../random/generator';

/**
 * A random permutation of 0..n - 1, each as likely as the others: the row that comes as number i belongs at position
 * out[i]. The same for the same n and integer seed on every machine.
 * Source: R. Durstenfeld, Algorithm 235: random permutation, CACM 7 (1964) (the shuffle of Fisher and Yates).
 */
export const shuffledPositions = (n: number, seed: number): Uint32Array => {
  const random = createRandom(seed);
  const positions = new Uint32Array(n);
  for (let i = 0; i < n; i++) positions[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const other = positions[j]!;
    positions[j] = positions[i]!;
    positions[i] = other;
  }
  return positions;
};
