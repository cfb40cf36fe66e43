import type { Located, ScanRules, TextFacts, Wanted } from '../../core/design/recordScanner';
import type { TextEncoding } from '../../core/schema';

export interface ScanRequest {
  path: string;
  compressed: boolean;
  /** null for a file that is no text: then only its hash is taken. */
  rules: ScanRules | null;
  wanted: Wanted | null;
  /** Writes the text as UTF-8 to a file on the way. */
  decodeTo: { path: string; encoding: TextEncoding } | null;
}

export interface ScanReport {
  /** Of the file as it is on the disk. */
  sha256: string;
  /** What is wrong with the file as a whole, in a few words; the rest then describes what could be read. */
  damage: string | null;
  /** First line that is not UTF-8. */
  invalidUtf8Line: number | null;
  text: (TextFacts & Located) | null;
}

export interface ScanTask {
  control: SharedArrayBuffer;
  request: ScanRequest;
}
