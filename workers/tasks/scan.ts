import { FallLineError, type Outcome } from '../core/schema';
import { controlOf } from './data/control';
import type { ScanReport, ScanTask } from './scan/messages';
import { scanFile } from './scan/scanFile';

/** A second thread that reads the file for itself while DuckDB does. */
export default async function scan({ request, control }: ScanTask): Promise<Outcome<ScanReport>> {
  try {
    return { ok: true, value: await scanFile(request, controlOf(control)) };
  } catch (error) {
    if (error instanceof FallLineError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}
