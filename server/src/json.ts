/** Where a text stops being JSON, for the person who wrote it by hand. */
export interface JsonFault {
  line: number;
  column: number;
  mend: string;
}

type Wanted = 'a value' | 'a name' | 'a colon' | 'a comma';

// A bracket, a comma or a colon; a text; anything else that has no space in it; or the end.
const TOKEN = /\s*([[\]{},:]|"(?:[^"\\\u0000-\u001f]|\\.)*"|[-+.\w]+|$)/y;
const LITERAL = /^(-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?|true|false|null)$/;

/**
 * Finds the first fault. `JSON.parse` says that there is one, but not always where, and never how to mend it.
 *
 * @returns undefined where nothing is found
 */
export function jsonFault(text: string): JsonFault | undefined {
  const open: string[] = [];
  let wanted: Wanted = 'a value';
  let last = ''; // the token before
  for (let at = 0; ; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    const faultHere = () => faultAt(text, at + /^\s*/.exec(text.slice(at))![0].length, wanted, last, open.length);
    if (token === undefined) return faultHere();
    const isDone = open.length === 0 && wanted === 'a comma';
    if (token === '') return isDone ? undefined : faultHere();
    const closes = open.at(-1) === token && (wanted === 'a comma' || last === '[' || last === '{');
    const isText = token.startsWith('"');
    if (closes) {
      open.pop();
      wanted = 'a comma';
    } else if (wanted === 'a value' && (token === '{' || token === '[')) {
      open.push(token === '{' ? '}' : ']');
      wanted = token === '{' ? 'a name' : 'a value';
    } else if (wanted === 'a value' && (isText || LITERAL.test(token))) wanted = 'a comma';
    else if (wanted === 'a name' && isText) wanted = 'a colon';
    else if (wanted === 'a colon' && token === ':') wanted = 'a value';
    else if (wanted === 'a comma' && token === ',' && !isDone) wanted = open.at(-1) === '}' ? 'a name' : 'a value';
    else return faultHere();
    last = token;
  }
}

function faultAt(text: string, at: number, wanted: Wanted, last: string, depth: number): JsonFault {
  const lines = text.slice(0, at).split('\n');
  return {
    line: lines.length,
    column: lines.at(-1)!.length + 1,
    mend: mendOf(text.slice(at, at + 200), wanted, last, depth),
  };
}

function mendOf(rest: string, wanted: Wanted, last: string, depth: number): string {
  if (rest === '') return last === '' ? 'the file is empty' : 'a bracket that was opened before is not closed';
  if (/^</.test(rest)) return 'this is a web page or XML: save the campaign’s JSON instead';
  if (/^[“”„‟«»‘’']/.test(rest)) return 'write straight double quotes: "';
  if (/^(\/[/*]|#)/.test(rest)) return 'take the comment away: JSON has none';
  if (/^"/.test(rest) && wanted !== 'a comma' && wanted !== 'a colon')
    return 'close the quote on the same line, and write a line break inside as \\n';
  if (last === ',' && /^[\]}]/.test(rest)) return 'take away the comma before it';
  if (last === ',' && /^\d/.test(rest)) return 'write the number without commas, such as 5000';
  if (wanted === 'a name') return 'write the name in double quotes, such as "title"';
  if (wanted === 'a colon') return 'write a colon after the name';
  if (wanted === 'a value')
    return 'write a text in double quotes, a number without signs or leading zeros, true, false, or a list or an object';
  return depth > 0 ? 'write a comma before it' : 'take away what stands after the last bracket';
}
