import { numberText } from '../csv';

const MAX_LITERAL = 255;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

export const numberCell = (value: number): string => numberText(value).replace('e', 'E');

/** A text in a formula: pieces of at most 255 characters, and what cannot be seen by its number. */
export const formulaText = (text: string): string => {
  const pieces: string[] = [];
  let piece = '';
  const close = (): void => {
    if (piece !== '') pieces.push(`"${piece.replaceAll('"', '""')}"`);
    piece = '';
  };
  for (const character of text) {
    if (UNSEEN.test(character)) {
      close();
      pieces.push(`UNICHAR(${character.codePointAt(0)})`);
      continue;
    }
    if (piece.length + 2 > MAX_LITERAL) close();
    piece += character;
  }
  close();
  return pieces.length === 0 ? '""' : pieces.join('&');
};
