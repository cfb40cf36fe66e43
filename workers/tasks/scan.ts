import { controlOf } from './data/control';
import { outcomeOf, type TaskOutcome } from './outcome';
import type { ScanReport, ScanTask } from './scan/messages';
import { scanFile } from './scan/scanFile';

/** A second thread that reads the file for itself while DuckDB does. */
export default function scan({ request, control }: ScanTask): Promise<TaskOutcome<ScanReport>> {
  return outcomeOf(() => scanFile(request, controlOf(control)));
}
