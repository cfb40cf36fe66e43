import { extname, join, sep } from 'node:path';

export const APP_SCHEME = 'app';
export const APP_HOST = 'fall-line';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** Nothing is allowed that is not named; styles set by script (CSSOM) need no exception. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const MIME_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The path in the bundle that an app:// address asks for, or null where it asks for anything else. */
export function bundledFile(rendererDirectory: string, address: string): { path: string; mimeType: string } | null {
  let segments: string[];
  try {
    const url = new URL(address);
    if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return null;
    segments = decodeURIComponent(url.pathname).split('/').filter((segment) => segment !== '');
  } catch {
    return null;
  }
  if (segments.length === 0) segments = ['index.html'];
  // After decoding: `..%2f` is one segment to the URL parser. A backslash or colon means something on Windows.
  if (segments.some((segment) => segment === '..' || segment === '.' || /[\\:\0]/.test(segment))) return null;
  const path = join(rendererDirectory, ...segments);
  if (!path.startsWith(rendererDirectory + sep)) return null;
  const mimeType = MIME_TYPES[extname(path).toLowerCase()];
  return mimeType === undefined ? null : { path, mimeType };
}
