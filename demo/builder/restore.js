/*
 * What somebody has of a widget -> its tags: a snippet as it was copied, as an editor spoilt it, or as a platform has it
 * (the plugin's shortcode, Tag Manager's script, Wix's list, a frame). Runs in Node, too, where it is tested.
 */
import { FILES, attributesOf, markup, scriptMarkup, unescape } from './snippet.js';

const CURLY = '[“”„‟″]';

/** @param {string} text */
export function restored(text) {
  let html = text;
  // Markup that was shown as text, and copied from there.
  if (!/<cairn-/i.test(html) && /&lt;cairn-/i.test(html)) html = unescape(html);
  html = html.replace(new RegExp(`(=\\s*)${CURLY}([^“”„‟″<>"]*)${CURLY}`, 'g'), '$1"$2"');
  html = html.replace(/\[cairn((?:\s[^\]]*)?)\]/g, (_, words) => markup([fromWords(attributesOf(words))]));
  if (/<cairn-/i.test(html)) return html;
  if (/createElement\(['"]cairn-/.test(html)) return fromScript(html);
  if (/^Tag name: cairn-/m.test(html)) return fromList(html);
  return fromFrames(html);
}

/** A shortcode has the link and the colour among its words, and a boolean as `true`. */
function fromWords({ element = 'progress-thermometer', href, text, accent, ...words }) {
  const attributes = Object.fromEntries(
    Object.entries(words).map(([key, value]) => [key, value === 'true' ? '' : value]),
  );
  if (accent) attributes.style = `--cairn-accent: ${accent}`;
  const children = href ? [{ tag: 'a', attributes: { href }, children: [text || href] }] : text ? [text] : [];
  return { tag: `cairn-${element}`, attributes, children };
}

const STRING = "'((?:[^'\\\\]|\\\\.)*)'";
const STATEMENT = new RegExp(
  [
    `var (\\w+) = d\\.createElement\\(${STRING}\\)`,
    `(\\w+)\\.setAttribute\\(${STRING}, ${STRING}\\)`,
    `(\\w+)\\.appendChild\\((?:d\\.createTextNode\\(${STRING}\\)|(\\w+))\\)`,
    `s\\.(src|integrity) = ${STRING}`,
  ].join('|'),
  'g',
);
const ESCAPED = { n: '\n', r: '\r' };
const said = (text) =>
  text.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, hex, char) =>
    hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : (ESCAPED[char] ?? char),
  );

/** The script for Tag Manager, read as it was written. */
function fromScript(script) {
  const nodes = new Map([['place', { children: [] }]]);
  const source = {};
  for (const [, made, tag, of, key, value, parent, words, child, about, address] of script.matchAll(STATEMENT)) {
    if (made) nodes.set(made, { tag: said(tag), attributes: {}, children: [] });
    else if (of && nodes.has(of)) nodes.get(of).attributes[said(key)] = said(value);
    else if (parent && nodes.has(parent)) {
      const added = child ? nodes.get(child) : said(words);
      if (added !== undefined) nodes.get(parent).children.push(added);
    } else if (about) source[about] = said(address);
  }
  const tags = markup(nodes.get('place').children);
  return source.src ? `${scriptMarkup(source)}\n${tags}` : tags;
}

/** The address, the tag and the attributes that Wix asks for. */
function fromList(text) {
  const nodes = [...text.matchAll(/^Tag name: (cairn-[\w-]+)\s*^Attributes:\n?((?:^ {2}.*(?:\n|$))*)/gm)].map(
    ([, tag, rows]) => ({
      tag,
      attributes: Object.fromEntries(
        [...rows.matchAll(/^ {2}([\w-]+) = (.*)$/gm)].map(([, key, value]) => [key, value === 'true' ? '' : value]),
      ),
      children: [],
    }),
  );
  return markup(nodes);
}

/** Frames, or their addresses: the campaign, the element, and what the address says of it. */
function fromFrames(text) {
  const names = Object.fromEntries(Object.entries(FILES).map(([name, file]) => [file, name]));
  const found = [...text.matchAll(/(https?:\/\/[^\s"'<>/]+)\/embed\/([a-z]+)\/([\w-]+)(?:\?([^\s"'<>]*))?/g)];
  return markup(
    found
      .filter(([, , file]) => file in names)
      .map(([, origin, file, id, query = '']) => ({
        tag: `cairn-${names[file]}`,
        attributes: {
          endpoint: `${origin}/v1/campaigns/${id}`,
          ...Object.fromEntries(new URLSearchParams(unescape(query))),
        },
        children: [],
      })),
  );
}
