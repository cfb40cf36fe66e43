import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ambiguitySentence } from '../../workers/core/design/ambiguity/sentence';
import type { DialectOverrides, ImportProgress, ImportProof } from '../../workers/core/schema';
import { createDataBench, failureOf, optionsOf, type DataBench } from '../support/data';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const prove = async (path: string, overrides: DialectOverrides = {}): Promise<ImportProof> =>
  bench.engine.proveImport(path, optionsOf(await bench.engine.proposeImport(path, overrides)));
const said = ({ ambiguities }: ImportProof): string[] => ambiguities.map((one) => `${one.name}: ${ambiguitySentence(one)}`);

const EUROPEAN = 'id;price;day\n007;0,435;12/05/2020\n008;1,250;03/04/2021\n';
const SAID = [
  'id: 2 cells like 007 (line 2) are read as 7; as text they would be "007".',
  'price: 2 cells like 0,435 (line 2) are read as 0.435; with , as thousands mark they would be 435.',
  'day: 2 cells like 12/05/2020 (line 2) are read as 2020-05-12; with the month first they would be 2020-12-05.',
];

describe('cells that would read differently', () => {
  it.each([
    ['plain.csv', EUROPEAN],
    ['packed.csv.gz', gzipSync(EUROPEAN)],
    ['utf16.csv', Buffer.from(`\ufeff${EUROPEAN}`, 'utf16le')],
    ['latin.csv', Buffer.from(EUROPEAN.replace('day', 'é'), 'latin1')],
  ])('are counted by column in %s', async (name, content) => {
    const proof = await prove(await bench.file(name, content));
    expect(proof.nRows).toBe(2);
    expect(said(proof).map((sentence) => sentence.replace(/^é/, 'day'))).toEqual(SAID);
  });

  it('bring about the other reading by the change that is named', async () => {
    const path = await bench.file('change.csv', EUROPEAN);
    const price = (await prove(path)).ambiguities.find(({ name }) => name === 'price');
    const options = optionsOf(await bench.engine.proposeImport(path, price?.change.dialect));
    options.columns = options.columns.map((column) => (column.name === 'price' ? { ...column, type: 'number' } : column));
    const { id } = await bench.engine.importFile(path, options);
    expect((await bench.engine.readRows(id, 0, 2)).rows.map((row) => row[1])).toEqual(['435', '1250']);
    const changed = await bench.engine.proveImport(path, options);
    expect(said(changed)).toContain(
      'price: 2 cells like 0,435 (line 2) are read as 435; with , as decimal mark they would be 0.435.',
    );
  });

  it.each([
    ['leading-zeros', '007\n012\n'],
    ['exponent', '1e5\n2e7\n'],
    ['long-digits', '12345678901234567\n12\n'],
    ['day-or-month', '12/05/2020\n01/02/2021\n'],
    ['truth-value', 'yes\nno\n'],
    ['missing-word', 'NA\nDE\n'],
    ['missing-word', '-\nDE\n'],
  ])('are read as they could be once that is chosen: %s of %j', async (kind, cells) => {
    const path = await bench.file('choose.csv', `x\n${cells}`);
    const [found] = (await prove(path, { hasHeader: true })).ambiguities;
    expect(found?.kind).toBe(kind);
    const { dialect, type } = found!.change;
    const options = optionsOf(await bench.engine.proposeImport(path, { hasHeader: true, ...dialect }));
    options.columns = options.columns.map((column) => ({ ...column, type: type ?? column.type }));
    const dataset = await bench.engine.importFile(path, options);
    expect(dataset.nRejected).toBe(0);
    const [[first]] = (await bench.engine.readRows(dataset.id, 0, 1)).rows as [[string | null]];
    expect(first ?? 'missing').toBe(found!.couldBe.replaceAll('"', ''));
  });

  it('are none where the column settles them, in files of types of their own too', async () => {
    expect(said(await prove(await bench.file('iris.csv', 'a,b\n1.234,1\n12.5,300\n')))).toEqual([]);
    expect(said(await prove(await bench.file('lines.jsonl', '{"a":1.234}\n')))).toEqual([]);
  });

  const many = 120_000;
  const farLines = (): string => {
    const rows = Array.from({ length: many }, (_, n) => `${n},"a text, quoted ${n}"`);
    rows[10] = '10';
    rows[20] = '20,"two\nlines"';
    rows[many - 5] = '012,x';
    return `n,t\n${rows.join('\n')}\n`;
  };
  it('behind the beginning of a file are found with their line', async () => {
    const text = farLines();
    expect(text.length).toBeGreaterThan(2_500_000);
    const proof = await prove(await bench.file('far.csv', text));
    expect(proof.nRows).toBe(many - 1);
    const line = text.split('\n').indexOf('012,x') + 1;
    expect(said(proof)).toEqual([`n: 1 cell like 012 (line ${line.toLocaleString('en-US')}) is read as 12; as text it would be "012".`]);
  });

  it('are counted with progress, and no longer once they are not wanted', async () => {
    const path = await bench.file('progress.csv', farLines());
    const options = optionsOf(await bench.engine.proposeImport(path));
    const heard: ImportProgress[] = [];
    await bench.engine.proveImport(path, options, { onProgress: (progress) => heard.push(progress) });
    expect(heard.at(-1)).toMatchObject({ phase: 'check', unit: 'bytes', total: (await readFile(path)).length });
    const controller = new AbortController();
    const proof = bench.engine.proveImport(path, options, { signal: controller.signal });
    controller.abort();
    expect(await failureOf(proof)).toMatchObject({ code: 'cancelled' });
  });

  it('say what is wrong with a file that cannot be read', async () => {
    const options = optionsOf(await bench.engine.proposeImport(await bench.file('gone.csv', 'a,b\n1,2\n')));
    expect(await failureOf(bench.engine.proveImport(join(bench.directory, 'nowhere.csv'), options))).toMatchObject({ code: 'file-not-found' });
  });
});

describe('rejected lines', () => {
  it('are saved as a table that a spreadsheet runs nothing of', async () => {
    const body = Array.from({ length: 60 }, (_, n) => String(n)).join(',1\n');
    const path = await bench.file('rejected.csv', `x,y\n${body},2\n7,=1+1\n8,"a ""b"""\n9\n`);
    const dataset = await bench.open(path);
    const target = join(bench.directory, 'rejected-lines.csv');
    expect(await bench.engine.saveRejected(dataset.id, target)).toEqual({ nLines: 3, nRejected: 3 });
    const [header, ...lines] = (await readFile(target, 'utf8')).trimEnd().split('\r\n');
    expect(header).toBe('line,column,reason,text');
    expect(lines).toEqual([
      `62,y,"""=1+1"" is not a number. Name it as a missing value, or read the column as text.",'=1+1`,
      '63,y,"""a ""b"""" is not a number. Name it as a missing value, or read the column as text.","a ""b"""',
      '64,,"The line has 1 cell where 2 are expected. Correct it, or choose another delimiter.",9',
    ]);
  });
});
