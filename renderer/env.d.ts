import type { FallLineApi } from '../electron/contract';

declare global {
  interface Window {
    /** Absent outside the application's own window. */
    readonly api?: FallLineApi;
  }
}
