import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonElements } from '../../../../workers/core/design/jsonElements';

describe('the elements of a JSON array', () => {
  it('are those that JSON.parse finds, however it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2, '\t'), (values, indent) => {
        const text = ` \n${JSON.stringify(values, null, indent)}\n`;
        expect(jsonElements(text).map((element) => JSON.parse(element) as unknown)).toEqual(JSON.parse(text));
      }),
    );
  });
  it('are the first ones where the text is cut', () => {
    const values = [{ a: '[,]}"\\' }, { a: 2, b: [1, { c: 3 }] }, { a: 4 }];
    const text = JSON.stringify(values);
    for (let end = 0; end <= text.length; end++) {
      const found = jsonElements(text.slice(0, end)).map((element) => JSON.parse(element) as unknown);
      expect(found).toEqual(values.slice(0, found.length));
    }
    expect(jsonElements(text)).toHaveLength(3);
  });
  it('are none of another text', () => {
    expect(jsonElements('{"a":[1,2]}')).toEqual([]);
    expect(jsonElements('')).toEqual([]);
    expect(jsonElements('[]')).toEqual([]);
  });
});
