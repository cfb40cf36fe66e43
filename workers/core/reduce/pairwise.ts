/**
 * Adds `nSlots` vectors of `length` numbers, lying one after the other in `slots`, pairwise and in a fixed
 * order: neighbours first, then neighbours of those sums, and so on. The sum is left in the first slot, the
 * others are overwritten. The order depends on nSlots alone, so the bits do not depend on who computed the
 * slots. The error grows as ceil(log2 nSlots) roundings, against nSlots - 1 of a running sum.
 * Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 4.2.
 */
export const reducePairwise = (slots: Float64Array, nSlots: number, length: number): void => {
  for (let distance = 1; distance < nSlots; distance *= 2) {
    for (let slot = 0; slot + distance < nSlots; slot += 2 * distance) {
      const into = slot * length;
      const from = (slot + distance) * length;
      for (let i = 0; i < length; i++) slots[into + i] = slots[into + i]! + slots[from + i]!;
    }
  }
};
