import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from '../src/json.ts';

describe('a campaign file that is no JSON', () => {
  const faults: [text: string, line: number, column: number, mend: RegExp][] = [
    ['{ "a": 1,, }', 1, 10, /name in double quotes/],
    ['{\n  "a": 1,\n}', 3, 1, /take away the comma before it/],
    ['[1, 2,]', 1, 7, /take away the comma before it/],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, /write a comma before it/],
    ['{ “a”: 1 }', 1, 3, /straight double quotes/],
    ["{ 'a': 1 }", 1, 3, /straight double quotes/],
    ['{ a: 1 }', 1, 3, /name in double quotes/],
    ['{ "a" 1 }', 1, 7, /colon/],
    ['// mine\n{}', 1, 1, /comment/],
    ['{ "target": 5,000 }', 1, 15, /without commas/],
    ['{ "target": £5 }', 1, 13, /write a text in double quotes/],
    ['{ "target": 05 }', 1, 13, /leading zeros/],
    ['{ "a": "one\ntwo" }', 1, 8, /line break/],
    ['{ "a": { "b": 1 }', 1, 18, /not closed/],
    ['{ "a": [1 }', 1, 11, /comma/],
    ['{} {}', 1, 4, /after the last bracket/],
    ['', 1, 1, /empty/],
    ['<!doctype html>', 1, 1, /web page/],
  ];
  it.each(faults)('%j: where, and how to mend it', (text, line, column, mend) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(jsonFault(text)).toEqual({ line, column, mend: expect.stringMatching(mend) as unknown });
  });

  it('finds nothing in JSON, and something in whatever is cut off', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, length) => {
        expect(jsonFault(json)).toBeUndefined();
        const cut = json.slice(0, length % (json.length + 1));
        let isJson = true;
        try {
          JSON.parse(cut);
        } catch {
          isJson = false;
        }
        expect(jsonFault(cut) === undefined).toBe(isJson);
      }),
    );
  });
});
