import { describe, expect, it } from 'vitest';
import { developmentOrigin, isAllowedRequest, isOwnAddress } from '../../../electron/main/origins';

const SERVER = 'http://localhost:5173';

describe('the development server', () => {
  it('is known only to an application run from its sources', () => {
    expect(developmentOrigin(false, `${SERVER}/`)).toBe(SERVER);
    expect(developmentOrigin(true, `${SERVER}/`)).toBeNull();
    expect(developmentOrigin(false, undefined)).toBeNull();
    expect(developmentOrigin(false, '')).toBeNull();
  });
});

describe('an own address', () => {
  it.each([
    ['app://fall-line/', null, true],
    ['app://fall-line/index.html', null, true],
    ['app://fall-line.example.org/', null, false],
    ['app://elsewhere/', null, false],
    ['https://fall-line/', null, false],
    [`${SERVER}/index.html`, SERVER, true],
    [`${SERVER}/index.html`, null, false],
    ['http://localhost:5174/', SERVER, false],
    ['http://localhost:5173.example.org/', SERVER, false],
    ['', null, false],
  ])('%s with the server %s: %s', (address, development, expected) => {
    expect(isOwnAddress(address, development)).toBe(expected);
  });
});

describe('a request of the window', () => {
  it.each([
    ['app://fall-line/a.js', true],
    ['data:image/png;base64,AA==', true],
    ['blob:app://fall-line/1', true],
    ['devtools://devtools/bundled/x.js', true],
    ['file:///etc/passwd', false],
    ['https://example.org/', false],
    ['ws://localhost:5173/', false],
    ['not an address', false],
  ])('to %s is allowed in the built application: %s', (address, expected) => {
    expect(isAllowedRequest(address, null)).toBe(expected);
  });

  it('to the sockets of the development server is allowed while developing', () => {
    expect(isAllowedRequest('ws://localhost:5173/?token=1', SERVER)).toBe(true);
    expect(isAllowedRequest('ws://localhost:9999/', SERVER)).toBe(false);
  });
});
