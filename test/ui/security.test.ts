import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
});
afterAll(() => app.close());

const APP_URL = 'app://fall-line/';
const nPages = (): number => app.electron.windows().length;

/** What the page gets for one of its own scheme's addresses, asked as main would see it. */
const fetchInMain = (address: string): Promise<{ status: number; type: string | null; policy: string | null }> =>
  app.electron.evaluate(async ({ session }, url) => {
    const response = await session.defaultSession.fetch(url);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      policy: response.headers.get('content-security-policy'),
    };
  }, address);

describe('the page', () => {
  it('comes from the application scheme with a policy that names no unsafe source', async () => {
    expect(app.page.url()).toBe(APP_URL);
    const { status, type, policy } = await fetchInMain(APP_URL);
    expect(status).toBe(200);
    expect(type).toContain('text/html');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  });

  it('runs in a sandbox with a context of its own and nothing of Node', async () => {
    const found = await app.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
    );
    expect(found).toEqual([]);
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return (contents as unknown as { getLastWebPreferences(): object } | undefined)?.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('offers no way to name a channel', async () => {
    const others = await app.page.evaluate(() =>
      Object.keys(window.api)
        .filter((name) => !name.includes('/'))
        .sort(),
    );
    expect(others).toEqual(['allowDroppedFile', 'on', 'onFrame']);
  });

  it('itself asks for nothing that the policy refuses', async () => {
    const nBefore = app.errors.length;
    await app.page.reload({ waitUntil: 'load' });
    await app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(app.errors.slice(nBefore)).toEqual([]);
  });

  it('runs no inline script, no inline handler and no text as code', async () => {
    const result = await app.page.evaluate(async () => {
      const violated: string[] = [];
      const listen = (event: SecurityPolicyViolationEvent): void => {
        violated.push(event.effectiveDirective);
      };
      document.addEventListener('securitypolicyviolation', listen);
      const script = document.createElement('script');
      script.textContent = 'document.title = "script ran"';
      document.body.append(script);
      const holder = document.createElement('div');
      holder.innerHTML = '<img src="data:," onerror="document.title = \'handler ran\'"><b style="color: red"></b>';
      document.body.append(holder);
      await new Promise((resolve) => holder.querySelector('img')?.addEventListener('error', resolve));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      document.removeEventListener('securitypolicyviolation', listen);
      script.remove();
      holder.remove();
      return { violated: violated.sort(), title: document.title };
    });
    expect(result.title).not.toMatch(/ran$/);
    expect(result.violated).toEqual(['script-src-attr', 'script-src-elem', 'style-src-attr']);
  });
});

describe('the application scheme', () => {
  it.each([
    ['a file that is not there', 'app://fall-line/missing.js'],
    ['a path out of the bundle', 'app://fall-line/../main/index.js'],
    ['an encoded path out of the bundle', 'app://fall-line/..%2fmain%2findex.js'],
    ['a twice encoded path', 'app://fall-line/%252e%252e/main/index.js'],
    ['backslashes', 'app://fall-line/..%5cmain%5cindex.js'],
    ['an absolute path', 'app://fall-line//etc/passwd'],
    ['another host', 'app://elsewhere/index.html'],
  ])('answers 404 to %s', async (_what, address) => {
    expect((await fetchInMain(address)).status).toBe(404);
  });
});

describe('the window', () => {
  it.each([
    ['a web page', 'https://example.org/'],
    ['another page of the scheme', 'app://elsewhere/'],
  ])('refuses to navigate to %s', async (_what, address) => {
    // Listeners run in the order in which they were added, so this one sees what the application decided.
    const decided = app.electron.evaluate(
      ({ webContents }) =>
        new Promise<{ url: string; isRefused: boolean }>((resolve) => {
          webContents.getAllWebContents()[0]?.once('will-frame-navigate', (event) =>
            resolve({ url: event.url, isRefused: event.defaultPrevented }),
          );
        }),
    );
    await app.page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
    expect(await decided).toEqual({ url: address, isRefused: true });
    expect(app.page.url()).toBe(APP_URL);
  });

  it('opens no second window', async () => {
    const opened = await app.page.evaluate(() => window.open('app://fall-line/', '_blank') !== null);
    expect(opened).toBe(false);
    expect(nPages()).toBe(1);
  });

  it('embeds no page, neither as webview nor as frame', async () => {
    const inside = await app.page.evaluate(async () => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'app://fall-line/');
      const frame = document.createElement('iframe');
      frame.src = 'app://fall-line/index.html';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(view, frame);
      await loaded;
      // A document of the own origin could be read; the page of an error cannot.
      const result = { isGuest: 'getWebContentsId' in view, isReadable: frame.contentDocument !== null };
      view.remove();
      frame.remove();
      return result;
    });
    expect(inside).toEqual({ isGuest: false, isReadable: false });
    const nContents = await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    expect(nContents).toBe(1);
  });

  const permissions = ['geolocation', 'notifications', 'clipboard-read', 'camera'];
  it.each(permissions)('is refused the permission %s', async (name) => {
    const state = await app.page.evaluate(
      async (permission) => (await navigator.permissions.query({ name: permission as PermissionName })).state,
      name,
    );
    expect(state).toBe('denied');
  });

  it('reaches nothing over the network, whatever the page would allow', async () => {
    let nRequests = 0;
    const server = createServer((_request, response) => {
      nRequests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/`;
      const failure = await app.electron.evaluate(async ({ session }, address) => {
        const answer = await session.defaultSession.fetch(address).catch((error: unknown) => String(error));
        return typeof answer === 'string' ? answer : `status ${answer.status}`;
      }, url);
      expect(failure).toContain('ERR_BLOCKED_BY_CLIENT');
      const inPage = await app.page.evaluate(
        (address) =>
          fetch(address).then(
            () => 'answered',
            () => 'refused',
          ),
        url,
      );
      expect(inPage).toBe('refused');
      expect(nRequests).toBe(0);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
