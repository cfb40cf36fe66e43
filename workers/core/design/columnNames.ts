export interface NamedColumns {
  /** Unique, in the order of the file. */
  names: string[];
  /** One sentence for each kind of change. */
  notes: string[];
}

const quoted = (names: string[]): string => names.map((name) => `"${name}"`).join(', ');

const freeName = (wanted: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(wanted)) return wanted;
  let n = 2;
  while (taken.has(`${wanted} ${n}`)) n++;
  return `${wanted} ${n}`;
};

/**
 * Makes the names of a header unique without hiding which column is which: every column of a repeated name is called
 * `name (column 3)`, one without a name `column 3`. Names are compared exactly and may be any text, `__proto__` too.
 */
export const nameColumns = (header: readonly string[]): NamedColumns => {
  const trimmed = header.map((name) => name.trim());
  const count = new Map<string, number>();
  for (const name of trimmed) count.set(name, (count.get(name) ?? 0) + 1);
  const isUnique = (name: string): boolean => name !== '' && count.get(name) === 1;
  const taken = new Set(trimmed.filter(isUnique));
  const names = trimmed.map((name, index) => {
    if (isUnique(name)) return name;
    const place = `column ${index + 1}`;
    const given = freeName(name === '' ? place : `${name} (${place})`, taken);
    taken.add(given);
    return given;
  });
  const renamed = (select: (name: string) => boolean): string[] => names.filter((_, i) => select(trimmed[i] ?? ''));
  const notes: string[] = [];
  const unnamed = renamed((name) => name === '');
  if (unnamed.length > 0) notes.push(`Columns without a name are called ${quoted(unnamed)}.`);
  const repeated = renamed((name) => name !== '' && !isUnique(name));
  if (repeated.length > 0) notes.push(`Columns that share a name are called ${quoted(repeated)}.`);
  return { names, notes };
};
