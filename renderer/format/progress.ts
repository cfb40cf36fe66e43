import type { ImportProgress } from '../../electron/contract';
import { formatCount } from './number';
import { formatBytes, formatDuration } from './quantity';

const PHASES: Record<ImportProgress['phase'], string> = {
  read: 'Reading',
  check: 'Checking',
  profile: 'Describing the columns',
  prepare: 'Preparing the columns',
  shards: 'Laying out the rows',
  log: 'Writing the log',
  'self-test': 'Solving certified sets',
  study: 'Training for the study',
};

/** "Reading: 120 MB of 450 MB, about 3.2 s left". */
export function progressLine(progress: ImportProgress | null, verb?: string): string {
  if (progress === null) return 'Starting…';
  const amount = progress.unit === 'bytes' ? formatBytes : (count: number) => `${formatCount(count)} ${progress.unit}`;
  const done = `${amount(progress.done)} of ${amount(progress.total)}`;
  const left = progress.remainingMs === null ? '' : `, about ${formatDuration(progress.remainingMs)} left`;
  return `${verb ?? PHASES[progress.phase]}: ${done}${left}`;
}
