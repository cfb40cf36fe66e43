import type { StopRules } from '../../workers/core/schema';
import { DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import { parseCount, parsePositive, readOr, type Arguments, type OptionTable } from '../arguments';

export const STOP_TABLE = {
  steps: 'value',
  tolerance: 'value',
  'gradient-norm': 'value',
  patience: 'value',
} as const satisfies OptionTable;

export const readStop = ({ value }: Arguments<typeof STOP_TABLE>): StopRules => ({
  maxSteps: readOr(value('steps'), DEFAULT_SETTINGS.maxSteps, (text) => parseCount('steps', text, 1)),
  lossChange: readOr(value('tolerance'), DEFAULT_SETTINGS.lossChange, (text) => parsePositive('tolerance', text)),
  gradientNorm: readOr(value('gradient-norm'), DEFAULT_SETTINGS.gradientNorm, (text) =>
    parsePositive('gradient-norm', text),
  ),
  elapsedMs: DEFAULT_SETTINGS.elapsedMs,
  patience: readOr(value('patience'), DEFAULT_SETTINGS.patience, (text) => parseCount('patience', text, 1)),
});
