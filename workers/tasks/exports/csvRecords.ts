/** The records of a CSV text as RFC 4180 has it, cells without their quotes. */
export const csvRecords = (text: string): string[][] => {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && record.length === 0 && quoted === undefined && bare === '') break;
    record.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    records.push(record);
    record = [];
    if (end === '') break;
  }
  return records;
};
