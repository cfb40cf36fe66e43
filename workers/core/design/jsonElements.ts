/**
 * The elements of a JSON array as texts, as far as `text` holds them whole: the beginning of a file may be cut anywhere.
 * Empty where the text is no array.
 */
export const jsonElements = (text: string): string[] => {
  let at = text.search(/\S/);
  if (text[at] !== '[') return [];
  const elements: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = at + 1;
  const take = (end: number): void => {
    const element = text.slice(start, end).trim();
    if (element !== '') elements.push(element);
    start = end + 1;
  };
  for (at++; at < text.length; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character === '\\') at++;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      if (depth === 0) {
        take(at);
        return elements;
      }
      depth--;
    } else if (character === ',' && depth === 0) take(at);
  }
  return elements;
};
