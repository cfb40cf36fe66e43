import { app, type Session, type WebPreferences } from 'electron';
import { isAllowedRequest, isOwnAddress, type DevelopmentOrigin } from './origins';

export const securePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  // Its dictionaries would be fetched from the network.
  spellcheck: false,
} satisfies WebPreferences;

/**
 * Every process of a page in the operating system's sandbox, unless the start said otherwise: the root user of
 * Linux has to, as Chromium cannot make one there. The page's limits within its process hold in any case.
 */
export function enableSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** Refuses every page but ours, new windows, embedded pages, permissions, downloads and the network. */
export function secure(session: Session, development: DevelopmentOrigin): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (event: { preventDefault(): void }): void => event.preventDefault();
    // The development server reloads the page when a module cannot be replaced.
    contents.on('will-frame-navigate', (event) => {
      if (development === null || !isOwnAddress(event.url, development)) event.preventDefault();
    });
    contents.on('will-redirect', refuse);
    contents.on('will-attach-webview', refuse);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  session.setPermissionCheckHandler(() => false);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isAllowedRequest(details.url, development) }),
  );
}
