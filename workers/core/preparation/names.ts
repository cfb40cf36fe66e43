/** Names of which none is among those taken or given twice: ` (2)` and so on is added to the later ones. */
export const uniqueNames = (names: readonly string[], taken: readonly string[]): string[] => {
  const used = new Set(taken);
  return names.map((name) => {
    let unique = name;
    for (let n = 2; used.has(unique); n++) unique = `${name} (${n})`;
    used.add(unique);
    return unique;
  });
};

/** Columns of a prepared dataset that are no features: names of features and of the target are never these. */
export const PART = '(part)';
export const WEIGHT = '(weight)';
export const ROW = '(row)';
