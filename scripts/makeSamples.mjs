// npm run samples: writes the bundled samples. Fixed seeds: the same bytes every time.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { classic, collinear, flats, iceCream, toCsv, valley } from './samples/tables.mjs';

const tables = {
  'classic.csv': classic,
  'ice-cream.csv': iceCream,
  'collinear.csv': collinear,
  'flats.csv': flats,
  'valley.csv': valley,
};

const folder = resolve(process.argv[2] ?? resolve(import.meta.dirname, '../samples'));
for (const [name, make] of Object.entries(tables)) writeFileSync(resolve(folder, name), toCsv(make()));
process.stdout.write(`${Object.keys(tables).length} samples written to ${folder}.\n`);
