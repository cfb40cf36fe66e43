import type { RunInfo, RunResult } from '../../core/schema';
import { SLOT, giveOrder, type ControlBlock } from '../../core/training/controlBlock';
import { readSaved, type SavedState } from '../../core/training/savedState';
import { readTracePart, TRACE_STATE, type TraceMemory } from '../../core/training/trace';

/** How much of a trace is held already: the first `count` records of this stride. */
export interface TracePosition {
  stride: number;
  count: number;
}

/** Where a run can go on with the same bits. */
export interface Checkpoint extends SavedState {
  /** Pairs of (step, learning rate): see MAX_RATE_CHANGES. */
  rateChanges: Float64Array<ArrayBuffer>;
  /** In force from the next update on. */
  learningRate: number;
}

/** What is to be kept of a run as it stands. */
export interface Keepsake {
  info: RunInfo;
  /** The figures of the newest step, or of the result. */
  result: RunResult;
  hasEnded: boolean;
  /** null where none could be had. */
  checkpoint: Checkpoint | null;
  /** The records up to the checkpoint, or up to the end of a run that has ended: those that are not held yet, or all at another stride. */
  trace: TracePosition & { recordLength: number; first: number; records: Float64Array<ArrayBuffer> };
}

export interface KeepsakeSource {
  info: RunInfo;
  block: ControlBlock;
  saved: SharedArrayBuffer;
  rateChanges: SharedArrayBuffer;
  trace: TraceMemory;
  snapshot: () => RunResult;
  hasEnded: () => boolean;
}

type Found = Pick<Keepsake, 'checkpoint' | 'trace'>;

const LOOK_MS = 4;
/** A step that takes longer is waited for the next time. */
const MOST_LOOKS = 250;
/** The leader may thin the trace out between saving and the reading of it. */
const ATTEMPTS = 3;

/** What ended by itself has no further steps. */
const canGoOn = ({ stopReason }: RunResult): boolean => stopReason === 'stopped' || stopReason === 'failed';

const aLittleWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

/** Asks the leader to save what it remembers, which it does between two steps; waits for that, or for the end of the run. */
const askForState = async ({ block, hasEnded }: KeepsakeSource): Promise<boolean> => {
  const { ints } = block;
  const request = Atomics.add(ints, SLOT.saveRequests, 1) + 1;
  giveOrder(block);
  for (let look = 0; look < MOST_LOOKS && !hasEnded(); look++) {
    if (Atomics.load(ints, SLOT.saved) === request) return true;
    await aLittleWhile();
  }
  return hasEnded();
};

const partSince = (held: TracePosition | null, stride: number): number => (held?.stride === stride ? held.count : 0);

/** The checkpoint and the records before it, where they fit together. */
const upTo = (saved: SavedState, source: KeepsakeSource, held: TracePosition | null): Found | null => {
  const { block, rateChanges, trace } = source;
  const nChanges = Atomics.load(block.ints, SLOT.rateChanges);
  const [stride, count] = [saved.arrays[0]![TRACE_STATE.stride]!, saved.arrays[0]![TRACE_STATE.count]!];
  const first = Math.min(partSince(held, stride), count);
  const part = readTracePart(trace, first, { stride, count });
  if (!part) return null;
  // A change after the checkpoint is none of its own.
  const pairs = new Float64Array(rateChanges).slice(0, 2 * nChanges);
  let n = nChanges;
  while (n > 0 && pairs[2 * n - 2]! >= saved.step) n--;
  return {
    checkpoint: { ...saved, rateChanges: pairs.slice(0, 2 * n), learningRate: block.learningRate[0]! },
    trace: { stride, count, recordLength: trace.recordLength, first, records: part.records },
  };
};

/** All records there are, without a checkpoint. */
const whole = (source: KeepsakeSource, held: TracePosition | null): Found | null => {
  const all = readTracePart(source.trace, held?.count ?? 0, null);
  if (!all) return null;
  const first = partSince(held, all.stride);
  const part = first === (held?.count ?? 0) ? all : readTracePart(source.trace, first, null);
  if (!part || part.stride !== all.stride) return null;
  const { recordLength } = source.trace;
  return { checkpoint: null, trace: { stride: part.stride, count: part.count, recordLength, first, records: part.records } };
};

/** null where nothing that fits together could be had this time. */
export const takeKeepsake = async (source: KeepsakeSource, held: TracePosition | null): Promise<Keepsake | null> => {
  const { info, snapshot, hasEnded } = source;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (!hasEnded() && !(await askForState(source))) return null;
    const result = snapshot();
    const saved = hasEnded() && !canGoOn(result) ? null : readSaved(source.saved);
    const found = (saved && upTo(saved, source, held)) ?? (saved === null || hasEnded() ? whole(source, held) : null);
    if (found) return { info, result, hasEnded: hasEnded(), ...found };
  }
  return null;
};
