import { app } from 'electron';

const QUIT_BOUND_MS = 3000;

/** Runs `dispose` once before the application ends with process.exitCode, after three seconds whatever happens. */
export function disposeOnQuit(dispose: () => Promise<void>): void {
  let begun = false;
  app.on('will-quit', (event) => {
    if (begun) return;
    begun = true;
    event.preventDefault();
    const exit = (): void => app.exit(Number(process.exitCode ?? 0));
    const bound = setTimeout(exit, QUIT_BOUND_MS);
    dispose()
      .catch((error: unknown) => console.error('Clearing up failed.', error))
      .finally(() => {
        clearTimeout(bound);
        exit();
      });
  });
}
