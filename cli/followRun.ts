import type { RunResult } from '../workers/core/schema';
import { ELAPSED_MS, LOSS, STEP } from '../workers/core/training/record';
import type { Run } from '../workers/engine/api';
import type { Session } from './dataset';
import { counted, duration, number } from './format';
import { ofTotal } from './progress';

const POLL_MS = 100;

const showStep = ({ progress }: Session, run: Run): void => {
  const { latest } = run.readFrame();
  const [step = 0, loss = NaN, elapsedMs = 0] = [latest[STEP], latest[LOSS], latest[ELAPSED_MS]];
  const { maxSteps } = run.info.settings.stop;
  progress.update({
    label: 'Training',
    done: step,
    total: maxSteps,
    detail: `${ofTotal(step, maxSteps, 'steps')}, loss ${number(loss, 4)}`,
    remainingMs: step > 0 ? (elapsedMs / step) * (maxSteps - step) : null,
  });
};

/** The end of the run, with its progress shown until then; Ctrl+C stops it. */
export const followRun = async (session: Session, run: Run): Promise<RunResult> => {
  const { io, quiet, progress } = session;
  const stop = (): void => run.control({ kind: 'stop' });
  io.signal.addEventListener('abort', stop, { once: true });
  if (io.signal.aborted) stop();
  const timer = quiet ? null : setInterval(() => showStep(session, run), POLL_MS);
  try {
    const result = await run.finished;
    io.signal.throwIfAborted();
    progress.finish(`Trained ${counted(result.steps, 'step')} in ${duration(result.elapsedMs)}.`);
    return result;
  } finally {
    if (timer !== null) clearInterval(timer);
    io.signal.removeEventListener('abort', stop);
  }
};
