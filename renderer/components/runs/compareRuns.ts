import type { KeptRun, KeptTrace } from '../../../electron/contract';

/** Curves beyond this many cannot be told apart. */
export const MOST_CURVES = 7;

export type CurveAxis = 'step' | 'epoch' | 'time';

const xsOf = (trace: KeptTrace, axis: CurveAxis): number[] =>
  axis === 'step' ? trace.steps : axis === 'epoch' ? trace.epochs : trace.elapsedMs;

/**
 * All places that any of the traces has, ascending, and for each trace the value that held there: NaN before its first and behind its
 * last one.
 */
export function overlay(traces: readonly KeptTrace[], axis: CurveAxis, of: 'loss' | 'validationLoss'): Float64Array[] {
  const places = Float64Array.from(new Set(traces.flatMap((trace) => xsOf(trace, axis)))).sort();
  const columns = traces.map((trace) => {
    const xs = xsOf(trace, axis);
    const values = trace[of];
    const last = xs.at(-1) ?? -Infinity;
    let k = -1;
    return Float64Array.from(places, (place) => {
      while (k + 1 < xs.length && xs[k + 1]! <= place) k++;
      return k < 0 || place > last ? NaN : (values[k] ?? NaN);
    });
  });
  return [places, ...columns];
}

/** What runs are compared by: the validation loss where both have one, else the last loss. null where they are of different things. */
export function againstBaseline(run: KeptRun, baseline: KeptRun): { share: number; of: string } | null {
  const isSame =
    run.data.sha256 === baseline.data.sha256 &&
    run.info.targetName === baseline.info.targetName &&
    JSON.stringify(run.settings.loss) === JSON.stringify(baseline.settings.loss);
  if (!isSame) return null;
  const isValidated = run.bestValidationLoss !== null && baseline.bestValidationLoss !== null;
  const [mine, theirs] = isValidated
    ? [run.bestValidationLoss!, baseline.bestValidationLoss!]
    : [run.last.loss, baseline.last.loss];
  const share = (mine - theirs) / Math.abs(theirs);
  return Number.isFinite(share) ? { share, of: isValidated ? 'best validation loss' : 'last loss' } : null;
}

/** Against the baseline, where the two can be compared; `isBetter` null: neither. */
export function standingOf(run: KeptRun, baseline: KeptRun | null): { text: string; share: number; isBetter: boolean | null } | null {
  if (baseline === null) return null;
  if (run.id === baseline.id) return { text: 'baseline', share: 0, isBetter: null };
  const found = againstBaseline(run, baseline);
  return found && { text: shareText(found.share), share: found.share, isBetter: found.share === 0 ? null : found.share < 0 };
}

/** `3.2 % better`, `the same`. */
export function shareText(share: number): string {
  if (share === 0) return 'the same';
  const percent = Math.abs(share) * 100;
  const amount = percent < 0.01 ? '< 0.01' : percent >= 1_000 ? '> 1,000' : String(Number(percent.toPrecision(2)));
  return `${amount} % ${share < 0 ? 'better' : 'worse'}`;
}
