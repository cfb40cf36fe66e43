import { controlOf, type Control } from './data/control';
import { checkExport } from './exports/check';
import type { ExportRequests, ExportTask, ExportTaskKind } from './exports/messages';
import { writeExport } from './exports/write';
import { outcomeOf, type TaskOutcome } from './outcome';

type Handlers = {
  [K in ExportTaskKind]: (request: ExportRequests[K]['request'], control: Control) => Promise<ExportRequests[K]['response']>;
};

const handlers: Handlers = { write: writeExport, check: checkExport };

/** The export thread: prints models and runs what it has printed, apart from the data thread, which a slow program must not hold up. */
export default function exports({ kind, request, control: block }: ExportTask): Promise<TaskOutcome<unknown>> {
  const control = controlOf(block);
  return outcomeOf((): Promise<unknown> => {
    control.check();
    return handlers[kind](request as never, control);
  });
}
