import type { KeptRun } from '../schema';
import { flag, object, orNull, text, type Check } from './checks';
import { date } from './runFile';

/** What a person writes to a run: in a file of its own, for the run may go on meanwhile. */
export type Labels = Pick<KeptRun, 'name' | 'note' | 'isBaseline' | 'deletedAt'>;

export const NO_LABELS: Labels = { name: '', note: '', isBaseline: false, deletedAt: null };

const labels: Check<Labels> = object<Labels>({ name: text, note: text, isBaseline: flag, deletedAt: orNull(date) });

export const MOST_NAME = 200;
export const MOST_NOTE = 10_000;

export const parseLabels = (written: string): Labels => labels(JSON.parse(written), '');
