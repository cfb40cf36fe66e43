import { app, dialog, type BrowserWindow } from 'electron';

export interface CrashOptions {
  window: () => BrowserWindow | null;
  /** Frees what the window had open; its page starts anew. */
  resetWindow: () => Promise<void>;
  /** Where nobody can answer a question, a failure ends the application instead. */
  onUnattendedFailure: ((message: string) => void) | null;
}

/** Says once that something broke, keeps the stack in the log, and offers a way on. */
export function watchCrashes({ window, resetWindow, onUnattendedFailure }: CrashOptions): void {
  let isAsking = false;
  const ask = async (message: string, detail: string, goOn: string, onGoOn: () => void): Promise<void> => {
    if (onUnattendedFailure) {
      onUnattendedFailure(`${message} ${detail}`);
      return;
    }
    if (isAsking) return;
    isAsking = true;
    const options = { type: 'error' as const, message, detail, buttons: [goOn, 'Quit'], defaultId: 0, cancelId: 0 };
    const parent = window();
    const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
    isAsking = false;
    if (response === 1) app.quit();
    else onGoOn();
  };

  const onDefect = (error: unknown): void => {
    console.error(error);
    const reason = error instanceof Error ? error.message : String(error);
    void ask('Fall Line met an error that it did not expect.', reason, 'Continue', () => undefined);
  };
  process.on('uncaughtException', onDefect);
  process.on('unhandledRejection', onDefect);

  app.on('render-process-gone', (_event, contents, { reason }) => {
    if (reason === 'clean-exit') return;
    console.error(`The process of the window ended: ${reason}.`);
    const reload = (): void => {
      if (!contents.isDestroyed()) contents.reload();
    };
    void resetWindow().then(() =>
      ask('The window stopped working.', `Its process ended (${reason}). Your files are safe.`, 'Reload', reload),
    );
  });
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (reason !== 'clean-exit') console.error(`A helper process (${type}) ended: ${reason}.`);
  });
}
