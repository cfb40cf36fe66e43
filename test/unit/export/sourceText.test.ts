import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cText, fieldNames } from '../../../workers/core/export/formats/c';
import { formulaText } from '../../../workers/core/export/formats/formulaText';
import { columnLetters } from '../../../workers/core/export/formats/formulaSheet';
import { commentText, floatText, javascriptText, pythonText } from '../../../workers/core/export/sourceText';

/** Quotes, ends of comments and lines, marks that reorder text, and anything else. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^(["'\\?*/\r\n\t=]|\u2028|\u202e|\u{e0001}|\u{1f642}){0,12}$/u),
);
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('a text of a data file in source', () => {
  it('reads back in JavaScript as it was, and shows every character', () => {
    fc.assert(
      fc.property(text, (value) => {
        const source = javascriptText(value);
        expect(source).not.toMatch(UNSEEN);
        expect(new Function(`"use strict"; return ${source};`)()).toBe(value);
      }),
    );
  });

  it('reads back in Python as it was: its escapes are of four digits, or of eight for higher code points', () => {
    fc.assert(
      fc.property(text, (value) => {
        const source = pythonText(value);
        expect(source).not.toMatch(UNSEEN);
        const inner = source.slice(1, -1);
        const read = inner.replace(/\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(["\\]))/g, (_, four?: string, eight?: string, plain?: string) =>
          plain ?? String.fromCodePoint(parseInt(four ?? eight ?? '', 16)),
        );
        expect(read).toBe(value);
        expect(inner.replace(/\\["\\]/g, '')).not.toContain('"');
      }),
    );
  });

  it('is in C the bytes of its UTF-8, all of them plain ASCII, and no trigraph', () => {
    const bytes = (value: string): number[] => [...new TextEncoder().encode(value)];
    fc.assert(
      fc.property(text, (value) => {
        const source = cText(value);
        expect(source).toMatch(/^"[ -~]*"$/);
        expect(source).not.toContain('??');
        const read = [...source.slice(1, -1).matchAll(/\\(\d{3})|([^"\\?])/g)].map(([, octal, plain]) =>
          octal === undefined ? plain!.charCodeAt(0) : parseInt(octal, 8),
        );
        expect(read).toEqual(bytes(value));
      }),
    );
  });

  it('stays on one line of a comment and does not end it', () => {
    fc.assert(
      fc.property(text, (value) => {
        const comment = commentText(value);
        expect(comment).not.toMatch(UNSEEN);
        expect(comment).not.toMatch(/\*\/|\/\*|\?\?|\\$/);
      }),
    );
  });

  it('is in a formula made of pieces that a spreadsheet takes', () => {
    expect(formulaText('a"b')).toBe('"a""b"');
    expect(formulaText('=1+1')).toBe('"=1+1"');
    expect(formulaText('a\nb')).toBe('"a"&UNICHAR(10)&"b"');
    expect(formulaText('')).toBe('""');
    const pieces = formulaText('x'.repeat(600)).split('&');
    expect(pieces.map((piece) => piece.length - 2)).toEqual(expect.arrayContaining([254]));
    expect(pieces.every((piece) => piece.length - 2 <= 255)).toBe(true);
    expect(pieces.join('').replaceAll('"', '')).toBe('x'.repeat(600));
  });
});

describe('numbers in source', () => {
  it('read back as the same float64, and are never integers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const source = floatText(value);
        expect(Object.is(Number(source), value)).toBe(true);
        expect(source).toMatch(/[.e]/);
      }),
    );
    expect([-0, 1e20, 5e-324, 1.7976931348623157e308].map(floatText)).toEqual([
      '-0.0', '100000000000000000000.0', '5e-324', '1.7976931348623157e+308',
    ]);
  });
});

describe('names in source', () => {
  it('are fields of C that differ and are no words of the language', () => {
    const names = ['double', 'NAN', 'a b', 'a-b', 'a b n3', '', '1', 'é', 'size\n[m2]'];
    const fields = fieldNames(names.map((name) => ({ name, type: 'number' })));
    expect(new Set(fields).size).toBe(names.length);
    for (const field of fields) expect(field).toMatch(/^c_[A-Za-z0-9_]+$/);
    expect(fields[0]).toBe('c_double');
  });

  it('are columns of a sheet', () => {
    expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
  });
});
