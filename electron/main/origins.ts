import { APP_HOST, APP_SCHEME } from './bundledFile';

/** Origin of the development server, or null in the built application. */
export type DevelopmentOrigin = string | null;

/** Only an application run from its sources listens to the variable: elsewhere it would let a foreign page in. */
export function developmentOrigin(isInstalled: boolean, rendererUrl: string | undefined): DevelopmentOrigin {
  if (isInstalled || rendererUrl === undefined || rendererUrl === '') return null;
  return new URL(rendererUrl).origin;
}

/** Whether an address is a page of ours. Custom schemes have no `origin` in Node, so scheme and host are compared. */
export function isOwnAddress(address: string, development: DevelopmentOrigin): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST) return true;
  return development !== null && url.origin === development;
}

/** Whether the window may load an address at all: our files, what it made itself, and the developer tools. */
export function isAllowedRequest(address: string, development: DevelopmentOrigin): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (['data:', 'blob:', 'devtools:'].includes(url.protocol)) return true;
  // The development server also reloads modules over a socket.
  return isOwnAddress(address.replace(/^ws/, 'http'), development);
}
