import { batches } from './batches';
import { classic } from './classic';
import { direction } from './direction';
import type { Experiment } from './facts';
import { starts } from './starts';
import { stride } from './stride';
import { taylor } from './taylor';
import { valley } from './valley';

/** In the order in which they explain. */
export const EXPERIMENTS: readonly Experiment[] = [classic, direction, taylor, stride, valley, starts, batches];

export type { EndedRun, Experiment, ExperimentStep, Facts } from './facts';
