/** Number of single-character changes (insert, delete, replace) that turn a into b: Levenshtein, two rows. */
const distance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
};

const MAX_COMPARED = 100;
const simple = (text: string): string => text.trim().toLowerCase().slice(0, MAX_COMPARED);

/**
 * The name most like `wanted`, or null where none is near. Two letters in the wrong order count as two
 * changes.
 */
export const nearest = (wanted: string, names: string[]): string | null => {
  const { length } = simple(wanted);
  const limit = Math.max(length < 4 ? 1 : 2, Math.floor(length / 3));
  let best: { name: string; distance: number } | null = null;
  for (const name of names) {
    const found = distance(simple(wanted), simple(name));
    if (found <= limit && (best === null || found < best.distance)) best = { name, distance: found };
  }
  return best === null ? null : best.name;
};
