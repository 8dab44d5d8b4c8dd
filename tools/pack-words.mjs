/**
 * The words of one section as one text: a line per message, in the order of the English ones, whose names need not be
 * said again. Plural forms stand in the line one after the other: `one|other`, or all six with those that the language
 * does not have left empty. A message without a translation is an empty line, and English stands in.
 */
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];

export function pack(words, english) {
  const lines = Object.keys(english).map((key) => packMessage(words[key] ?? ''));
  return lines.join('\n');
}

function packMessage(message) {
  if (typeof message === 'string') return checked(message);
  const given = Object.keys(message).sort().join();
  const order = given === 'other' ? ['other'] : given === 'one,other' ? ['one', 'other'] : CATEGORIES;
  return order.map((category) => checked(message[category] ?? '')).join('|');
}

function checked(text) {
  if (/[|\n]/.test(text))
    throw new Error(`"|" and line breaks stand between messages, and cannot be part of one: ${text}`);
  return text;
}

/** This one is part of the script builds. */
export function unpack(text, english) {
  const lines = text.split('\n');
  const words = {};
  Object.keys(english).forEach((key, index) => {
    const forms = lines[index].split('|');
    const order = forms[2] === undefined ? ['one', 'other'] : CATEGORIES;
    if (forms.length > 1) words[key] = Object.fromEntries(order.map((category, at) => [category, forms[at]]));
    else if (forms[0]) words[key] = forms[0];
  });
  return words;
}
