import type { RunResult, StopReason } from '../../electron/contract';
import type { RunPhase } from '../stores/run';

export interface StateLine {
  text: string;
  tone: 'good' | 'warning' | 'bad' | '';
}

const REASONS: Record<StopReason, string> = {
  'max-steps': 'all steps done',
  'loss-change': 'loss settled',
  'gradient-norm': 'gradient small enough',
  converged: 'no step makes the objective smaller',
  validation: 'the validation loss no longer fell',
  time: 'time is up',
  stopped: 'stopped',
  diverged: 'diverged',
  failed: 'failed',
};

export const stopReasonText = (reason: StopReason): string => REASONS[reason];

/** The run in two or three words; null where there is none. */
export function stateLine(phase: RunPhase, result: RunResult | null): StateLine | null {
  if (phase === 'idle') return null;
  if (phase === 'starting') return { text: 'laying out rows', tone: '' };
  if (phase === 'running') return { text: 'training', tone: 'good' };
  if (phase === 'paused') return { text: 'paused', tone: 'warning' };
  const bad = phase === 'diverged' || phase === 'failed';
  return { text: result === null ? phase : REASONS[result.stopReason], tone: bad ? 'bad' : 'good' };
}
