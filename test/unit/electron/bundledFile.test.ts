import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledFile, CONTENT_SECURITY_POLICY } from '../../../electron/main/bundledFile';

const ROOT = resolve('/app/out/renderer');

describe('an address of the application scheme', () => {
  it.each([
    ['app://fall-line/', 'index.html', 'text/html; charset=utf-8'],
    ['app://fall-line', 'index.html', 'text/html; charset=utf-8'],
    ['app://fall-line/assets/index-1a.js', 'assets/index-1a.js', 'text/javascript; charset=utf-8'],
    ['app://fall-line/assets/a.css?v=1#x', 'assets/a.css', 'text/css; charset=utf-8'],
    ['app://fall-line/a%20b.svg', 'a b.svg', 'image/svg+xml'],
    ['app://fall-line//etc/x.png', 'etc/x.png', 'image/png'],
  ])('%s is the bundled file %s', (address, file, mimeType) => {
    expect(bundledFile(ROOT, address)).toEqual({ path: join(ROOT, file), mimeType });
  });

  it.each([
    'app://fall-line/..%2fmain%2findex.js',
    'app://fall-line/%2e%2e%2f%2e%2e%2fmain/index.js',
    'app://fall-line/assets/..%5c..%5cmain%5cindex.js',
    'app://fall-line/C:%5cWindows%5cwin.js',
    'app://fall-line/a%00.js',
    'app://fall-line/%zz.js',
    'app://fall-line/secrets.key',
    'app://elsewhere/index.html',
    'app://fall-line:80/index.html',
    'file:///app/out/renderer/index.html',
    'https://fall-line/index.html',
    'no address',
  ])('%s is no bundled file', (address) => {
    expect(bundledFile(ROOT, address)).toBeNull();
  });

  it('that climbs with plain dots stays in the bundle', () => {
    expect(bundledFile(ROOT, 'app://fall-line/../../main/index.js')?.path).toBe(join(ROOT, 'main', 'index.js'));
  });
});

describe('the policy', () => {
  it('begins with nothing and allows neither inline nor evaluated code', () => {
    expect(CONTENT_SECURITY_POLICY.startsWith("default-src 'none'; ")).toBe(true);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|http|\*/);
  });
});
