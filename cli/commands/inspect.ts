import { ambiguitySentence } from '../../workers/core/design/ambiguity/sentence';
import { checkRecipe } from '../../workers/core/preparation/recipeIssues';
import type { DatasetSummary, ImportProof, ImportProposal, Prepared, RejectedLine } from '../../workers/core/schema';
import { importProposed, propose, saveRejected, withEngine, workHooks, type Session } from '../dataset';
import { EXIT } from '../failures';
import { byteSize, count, cut, facts, printable, table } from '../format';
import type { Io } from '../io';
import { parseInspect } from '../options/inspect';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { loadRecipe, preparedLines } from '../recipe';

const LISTED_REJECTS = 1000;

const ofProof = ({ ambiguities }: ImportProof) =>
  ambiguities.map(({ kind, name, nCells, examples, readAs, couldBe, otherwise }) => ({
    kind, column: name, nCells, examples, readAs, couldBe, otherwise,
  }));

const preparedObject = ({ preparation, nRows, leftOut, byteLength, notes }: Prepared) => ({
  steps: preparation.steps,
  features: preparation.features.map(({ name }) => name),
  nRows,
  leftOut,
  byteLength,
  notes,
});

const asJson = (
  proposal: ImportProposal,
  dataset: DatasetSummary,
  rejects: RejectedLine[],
  proof: ImportProof | null,
  prepared: Prepared | null,
): string => {
  const { path, byteLength, format, dialect, columns } = proposal;
  return JSON.stringify(
    {
      path,
      byteLength,
      format,
      dialect: format === 'csv' ? dialect : null,
      columns: columns.map(({ index, name, type }) => ({ index, name, type })),
      rowCount: dataset.nRows,
      rowsRejected: dataset.nRejected,
      rejects: rejects.map(({ line, column, text, reason }) => ({ line, column, text, reason })),
      ...(proof && { ambiguities: ofProof(proof) }),
      ...(prepared && { recipe: preparedObject(prepared) }),
      notes: [...new Set([...proposal.notes, ...dataset.notes])],
    },
    null,
    2,
  );
};

const CHARACTER_NAMES: Record<string, string> = { '\t': 'tab', ' ': 'space', '': 'none' };
const characterName = (text: string): string => CHARACTER_NAMES[text] ?? text;

const dialectFacts = ({ dialect, format }: ImportProposal): [string, string][] => {
  if (format !== 'csv') return [];
  const { missingWords, skipLines } = dialect;
  return [
    ['Delimiter', characterName(dialect.delimiter)],
    ['Quote', characterName(dialect.quote)],
    ['Header', dialect.hasHeader ? 'yes' : 'no'],
    ['Decimal mark', dialect.decimalMark],
    ['Thousands mark', characterName(dialect.thousandsMark)],
    ['Encoding', dialect.encoding],
    ['Missing values', ['empty cell', ...missingWords.map((word) => `"${word}"`)].join(', ')],
    ...(skipLines > 0 ? [['Lines skipped', count(skipLines)] satisfies [string, string]] : []),
  ];
};

const proofLines = ({ ambiguities }: ImportProof): string[] =>
  ambiguities.length === 0
    ? ['No cell would read differently under another mark, order of dates or type.']
    : ['Cells that could be read differently:', ...ambiguities.map((one) => `  ${printable(`Column "${cut(one.name, 60)}": ${ambiguitySentence(one)}`)}`)];

const featureLines = ({ preparation }: Prepared): string[] => [
  'Features:',
  ...preparation.features.map(({ name }) => `  ${cut(printable(name), 100)}`),
];

const asText = (proposal: ImportProposal, dataset: DatasetSummary, proof: ImportProof | null, prepared: Prepared | null): string => {
  const { columns, compressed } = proposal;
  const general: [string, string][] = [
    ['File', printable(proposal.fileName)],
    ['Size', byteSize(proposal.byteLength)],
    ['Format', `${proposal.format}${compressed ? ', compressed' : ''}`],
    ['Rows', count(dataset.nRows)],
    ['Lines rejected', count(dataset.nRejected)],
  ];
  const lines = [
    ...facts([...general, ...dialectFacts(proposal)].map(([label, value]) => [label, printable(value)])),
    '',
    ...table([
      { title: '#', cells: columns.map(({ index }) => count(index + 1)), numeric: true },
      { title: 'column', cells: columns.map(({ name }) => cut(printable(name), 60)) },
      { title: 'type', cells: columns.map(({ type }) => type) },
    ]),
    ...(proof ? ['', ...proofLines(proof)] : []),
    ...(prepared ? ['', ...preparedLines(prepared), ...featureLines(prepared)] : []),
  ];
  return lines.join('\n');
};

const prove = (session: Session, { path, format, dialect, columns }: ImportProposal): Promise<ImportProof> =>
  session.engine.proveImport(path, { format, dialect, columns }, workHooks(session));

export const inspect = async (argv: string[], io: Io): Promise<number> => {
  const options = parseInspect(argv);
  const { path, quiet, rejectedPath } = options;
  await checkOutputs([{ option: 'rejected', path: rejectedPath }], [path]);
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    const proposal = await propose(session, path, options.dialect);
    const proof = options.proof ? await prove(session, proposal) : null;
    const recipe = options.recipePath === null ? null : await loadRecipe(options.recipePath);
    if (recipe) checkRecipe(recipe, proposal.columns);
    const dataset = await importProposed(session, proposal);
    await saveRejected(session, dataset, rejectedPath);
    const prepared = recipe && (await session.engine.prepare(dataset.id, recipe, workHooks(session)));
    session.progress.clear();
    if (options.json) {
      const { lines } = await session.engine.readRejected(dataset.id, 0, LISTED_REJECTS);
      io.stdout(`${asJson(proposal, dataset, lines, proof, prepared)}\n`);
    } else {
      io.stdout(`${asText(proposal, dataset, proof, prepared)}\n`);
    }
    return EXIT.done;
  });
};
