import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { APP_SCHEME, bundledFile, CONTENT_SECURITY_POLICY } from './bundledFile';

/** Before the application is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

const notFound = (): Response =>
  new Response('Not found', { status: 404, headers: headers('text/plain; charset=utf-8') });

const headers = (mimeType: string): Record<string, string> => ({
  'content-type': mimeType,
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
});

/** Serves the built window and nothing else. */
export function serveRenderer(session: Session, rendererDirectory: string): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const file = request.method === 'GET' ? bundledFile(rendererDirectory, request.url) : null;
    if (!file) return notFound();
    try {
      return new Response(new Uint8Array(await readFile(file.path)), { headers: headers(file.mimeType) });
    } catch {
      return notFound();
    }
  });
}
