import type {
  DatasetSummary,
  DialectOverrides,
  ImportProgress,
  ImportProposal,
  RejectedLine,
} from '../workers/core/schema';
import type { Engine, WorkHooks } from '../workers/engine/api';
import { UsageError } from './failures';
import { byteSize, count, counted, cut, duration, printable } from './format';
import type { Io } from './io';
import { ofTotal, type Progress } from './progress';

/** A command's session: the engine with where it reports to. */
export interface Session {
  io: Io;
  engine: Engine;
  progress: Progress;
  quiet: boolean;
}

const PHASES: Record<ImportProgress['phase'], string> = {
  read: 'Reading',
  check: 'Checking',
  profile: 'Profiling',
  prepare: 'Preparing',
  shards: 'Laying out rows',
  log: 'Writing log',
  'self-test': 'Solving',
  study: 'Training',
};

/** Progress goes to the bar, Ctrl+C to the work. */
export const workHooks = ({ io, progress }: Session): WorkHooks => ({
  signal: io.signal,
  onProgress: ({ phase, done, total, unit, remainingMs }) =>
    progress.update({
      label: PHASES[phase],
      done,
      total,
      detail: unit === 'bytes' ? `${byteSize(done)} of ${byteSize(total)}` : ofTotal(done, total, unit),
      remainingMs,
    }),
});

export const propose = async (
  { engine, io }: Session,
  path: string,
  dialect: DialectOverrides,
): Promise<ImportProposal> => {
  const proposal = await engine.proposeImport(path, dialect);
  io.signal.throwIfAborted();
  if (proposal.format !== 'csv' && Object.keys(dialect).length > 0) {
    throw new UsageError(
      `"${proposal.fileName}" is no delimited text, so options such as --delimiter and --missing do not apply. Leave them out.`,
    );
  }
  return proposal;
};

/** The text itself only where the reason does not quote it. */
const rejectedLine = ({ line, column, text, reason }: RejectedLine): string => {
  const place = column === null ? '' : `, column "${column}"`;
  const quoted = text === '' || reason.includes(text) ? '' : `  ${cut(text, 60)}`;
  return printable(`  Line ${count(line)}${place}: ${cut(reason, 160)}${quoted}`);
};

const SHOWN_REJECTS = 5;

const reportRejected = async (session: Session, dataset: DatasetSummary): Promise<void> => {
  if (dataset.nRejected === 0) return;
  const { io, engine, quiet } = session;
  io.stderr(
    `${counted(dataset.nRejected, 'line')} could not be read and ${dataset.nRejected === 1 ? 'is' : 'are'} left out.\n`,
  );
  if (quiet) return;
  const { lines } = await engine.readRejected(dataset.id, 0, SHOWN_REJECTS);
  for (const line of lines) io.stderr(`${rejectedLine(line)}\n`);
  if (dataset.nRejected > lines.length) {
    io.stderr(`  … the option --rejected FILE writes them to a file.\n`);
  }
};

/** Says what a person should know, once for each sentence. */
export const reportNotes = ({ io, quiet }: Session, notes: string[]): void => {
  if (quiet) return;
  for (const note of new Set(notes)) io.stderr(`Note: ${printable(note)}\n`);
};

export const importProposed = async (session: Session, proposal: ImportProposal): Promise<DatasetSummary> => {
  const { engine, progress } = session;
  const { format, dialect, columns } = proposal;
  const dataset = await engine.importFile(proposal.path, { format, dialect, columns }, workHooks(session));
  progress.finish(
    `Read ${printable(dataset.fileName)}: ${counted(dataset.nRows, 'row')}, ${counted(columns.length, 'column')} in ${duration(dataset.elapsedMs)}.`,
  );
  reportNotes(session, [...proposal.notes, ...dataset.notes]);
  await reportRejected(session, dataset);
  return dataset;
};

/** Writes the rejected lines where that is asked for, a file without lines where there are none. */
export const saveRejected = async (session: Session, dataset: DatasetSummary, path: string | null): Promise<void> => {
  if (path === null) return;
  const { nLines, nRejected } = await session.engine.saveRejected(dataset.id, path, workHooks(session));
  const cutOff = nLines < nRejected ? `, the first of ${count(nRejected)}` : '';
  session.progress.finish(`Wrote ${counted(nLines, 'rejected line')}${cutOff} to ${printable(path)}.`);
};

/** Opens the engine for `work` and frees it whatever comes. */
export const withEngine = async (
  io: Io,
  progress: Progress,
  quiet: boolean,
  work: (session: Session) => Promise<number>,
  maxWorkers?: number,
): Promise<number> => {
  const engine = await io.openEngine(maxWorkers);
  try {
    return await work({ io, engine, progress, quiet });
  } finally {
    progress.clear();
    await engine.dispose();
  }
};
