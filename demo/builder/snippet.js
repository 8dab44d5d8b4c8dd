/*
 * What the builder knows about snippets, without a page around it: choices -> markup -> choices, and choices in an
 * address. Runs in Node, too, where it is tested.
 */

/**
 * @typedef {object} Choices
 * @property {{ name: string, attributes: Record<string, string> }[]} elements
 * @property {string} endpoint
 * @property {{ href: string, text: string }} link
 * @property {string} lang
 * @property {string} preset
 * @property {string} accent
 * @property {string} scripts
 * @property {string} site where the server will be, in place of the address the builder is open at
 * @property {boolean} pinned
 * @property {string} platform
 * @property {string} skin
 * @property {boolean} [pages] whether the campaign's server has pages for frames and pictures
 */

/** In the order a page has them. */
export const ELEMENTS = [
  'mission-banner',
  'progress-thermometer',
  'contribution-form',
  'member-spotlight',
  'impact-chart',
];

/** Files of the script builds, by element; the server's frames have the same names. */
export const FILES = {
  'mission-banner': 'banner',
  'progress-thermometer': 'thermometer',
  'contribution-form': 'form',
  'member-spotlight': 'spotlight',
  'impact-chart': 'chart',
};

export const PRESETS = ['pine', 'ocean', 'plum', 'clay', 'sun', 'ink'];

/**
 * Nothing chosen but one element, so that there is something to see.
 * @returns {Choices}
 */
export function blank() {
  return {
    elements: [{ name: 'progress-thermometer', attributes: {} }],
    endpoint: '',
    link: { href: '', text: '' },
    lang: '',
    preset: '',
    accent: '',
    scripts: '',
    site: '',
    pinned: false,
    platform: 'html',
    skin: 'plain',
  };
}

/** The file a page needs for these choices, and why it is that one. */
export function scriptOf({ elements, lang, pinned }) {
  const only = elements.length === 1 ? elements[0].name : undefined;
  if (!pinned) return only ? `${FILES[only]}.js` : 'cairn.js';
  // One file without further imports is what `integrity` covers. The core has neither the chart nor other languages.
  const everything = elements.some(({ name }) => name === 'impact-chart') || (lang !== '' && !/^en\b/i.test(lang));
  return everything ? 'cairn.all.js' : 'cairn.core.js';
}

/** `{ src, integrity? }` of the script tag. `release` is what sri.json says, or undefined where there is none. */
export function scriptTag(choices, release) {
  const file = scriptOf(choices);
  const base = choices.scripts.replace(/\/+$/, '');
  if (!release) return { src: `${base}/${file}` };
  const line = Math.max(1, Number.parseInt(release.version, 10));
  if (!choices.pinned) return { src: `${base}/v${line}/${file}` };
  return { src: `${base}/v${release.version}/${file}`, integrity: release.files[file]?.integrity };
}

/**
 * The tags of a snippet as a tree: `{ tag, attributes, children }`, text as a string. What is the same for all
 * elements stands once, on a provider where there are several.
 */
export function tree(choices) {
  const { elements, endpoint, lang, preset, accent, link } = choices;
  const shared = {
    ...(endpoint ? { endpoint } : {}),
    ...(lang ? { lang } : {}),
    ...(preset ? { preset } : {}),
    ...(accent ? { style: `--cairn-accent: ${accent}` } : {}),
    // A page has no rule for what is between them, and a theme none for what is inside a tag.
    ...(elements.length > 1 ? { 'with-gap': '' } : {}),
  };
  const fallback = link.href
    ? [{ tag: 'a', attributes: { href: link.href }, children: [link.text || link.href] }]
    : link.text
      ? [link.text]
      : [];
  const nodes = elements.map(({ name, attributes }) => ({
    tag: `cairn-${name}`,
    attributes: elements.length === 1 ? { ...shared, ...attributes } : attributes,
    children: fallback,
  }));
  return elements.length > 1 ? [{ tag: 'cairn-campaign', attributes: shared, children: nodes }] : nodes;
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (text) => text.replace(/[&<>"]/g, (each) => ESCAPES[each]);

/** A start tag. An empty value is a boolean attribute, written as its name alone. */
export function startTag(tag, attributes) {
  const words = Object.entries(attributes).map(([name, value]) => (value === '' ? name : `${name}="${escape(value)}"`));
  return `<${[tag, ...words].join(' ')}>`;
}

/** Lines of markup. */
export function markup(nodes, indent = '') {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return indent + escape(node);
      const start = indent + startTag(node.tag, node.attributes);
      const end = `</${node.tag}>`;
      if (node.children.length === 0) return start + end;
      if (node.tag === 'a') return start + node.children.map(escape).join('') + end;
      return `${start}\n${markup(node.children, `${indent}  `)}\n${indent}${end}`;
    })
    .join('\n');
}

export function scriptMarkup({ src, integrity }) {
  return `${startTag('script', { type: 'module', src, ...(integrity ? { integrity, crossorigin: 'anonymous' } : {}) })}</script>`;
}

/** The snippet for a page that takes scripts. */
export const snippet = (choices, release) => `${scriptMarkup(scriptTag(choices, release))}\n${markup(tree(choices))}`;

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };
export const unescape = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (all, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    if (name) return Object.hasOwn(NAMED, name.toLowerCase()) ? NAMED[name.toLowerCase()] : all;
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

const TAG = /<(\/?)([a-z][a-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

export function attributesOf(text) {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, ...values]) => [
      name.toLowerCase(),
      unescape(values.find((value) => value !== undefined) ?? ''),
    ]),
  );
}

/**
 * Addresses and snippets come from anybody, and what is made of them is pasted into a page: nothing that would run
 * there, and nothing that would end a tag, comes through.
 */
function harmless(choices) {
  const { accent, link, elements } = choices;
  // A browser reads over white space and control characters in front of, and inside of, a scheme.
  const scheme = /^([^/?#]*?):/.exec(link.href.replace(/[^!-\u{10ffff}]/gu, ''))?.[1];
  const isLink = scheme === undefined || /^(https?|mailto|tel)$/i.test(scheme);
  return {
    ...choices,
    accent: accent.split(/[;{}]/)[0].trim(),
    link: isLink ? link : { href: '', text: link.text },
    elements: elements.map(({ name, attributes }) => ({
      name,
      attributes: Object.fromEntries(
        Object.entries(attributes).filter(([key]) => /^[a-z][a-z0-9-]*$/.test(key) && !/^(on[a-z]+|style)$/.test(key)),
      ),
    })),
  };
}

/** Reads a snippet that somebody has on a page: ours, or one written by hand. Undefined where none of our tags is in it. */
export function parse(text) {
  const choices = { ...blank(), elements: [] };
  const shared = ({ endpoint, lang, preset, style, ...rest }) => {
    if (endpoint && !choices.endpoint) choices.endpoint = endpoint;
    if (lang && !choices.lang) choices.lang = lang;
    if (preset && !choices.preset) choices.preset = preset;
    const accent = /--cairn-accent:\s*([^;]+)/.exec(style ?? '')?.[1]?.trim();
    if (accent && !choices.accent) choices.accent = accent;
    return rest;
  };
  let link;
  let inside = 0;
  for (const match of text.matchAll(TAG)) {
    const [all, closing, tag, rest] = match;
    const name = tag.toLowerCase();
    const ours = name.startsWith('cairn-') && ELEMENTS.includes(name.slice(6));
    if (closing) {
      if (ours) inside = Math.max(0, inside - 1);
      if (name === 'a' && link?.from) {
        const words = unescape(text.slice(link.from, match.index).replace(TAG, '')).trim();
        choices.link = { href: link.href, text: words === link.href ? '' : words };
        link = {};
      }
      continue;
    }
    const attributes = attributesOf(rest);
    if (name === 'script' && attributes.src) {
      const [, base, version] = /^(.*?)(?:\/v(\d[^/]*))?\/[^/]*$/.exec(attributes.src) ?? [];
      if (base !== undefined) choices.scripts = base;
      choices.pinned = Boolean(attributes.integrity) || /\./.test(version ?? '');
    } else if (name === 'cairn-campaign') shared(attributes);
    else if (ours) {
      choices.elements.push({ name: name.slice(6), attributes: shared(attributes) });
      inside += 1;
    } else if (name === 'a' && inside > 0 && attributes.href && !link) {
      link = { href: attributes.href, from: match.index + all.length };
    }
  }
  return choices.elements.length > 0 ? harmless(choices) : undefined;
}

/** The choices in an address, after the `#`. */
export function toHash(choices) {
  const parameters = new URLSearchParams();
  for (const { name, attributes } of choices.elements) {
    const own = new URLSearchParams(attributes).toString();
    parameters.append('el', own ? `${name}?${own}` : name);
  }
  const start = blank();
  const flat = { ...choices, href: choices.link.href, text: choices.link.text };
  for (const key of ['endpoint', 'href', 'text', 'lang', 'preset', 'accent', 'scripts', 'site', 'platform', 'skin']) {
    if (flat[key] && flat[key] !== start[key]) parameters.set(key, flat[key]);
  }
  if (choices.pinned) parameters.set('pinned', '1');
  return parameters.toString();
}

export function fromHash(hash) {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const choices = blank();
  const chosen = parameters.getAll('el').map((each) => {
    const [name, own = ''] = each.split(/\?(.*)/s);
    return { name, attributes: Object.fromEntries(new URLSearchParams(own)) };
  });
  const known = chosen.filter(({ name }) => ELEMENTS.includes(name));
  if (known.length > 0) choices.elements = known;
  for (const key of ['endpoint', 'lang', 'preset', 'accent', 'scripts', 'site', 'platform', 'skin']) {
    if (parameters.has(key)) choices[key] = parameters.get(key);
  }
  choices.link = { href: parameters.get('href') ?? '', text: parameters.get('text') ?? '' };
  choices.pinned = parameters.get('pinned') === '1';
  return harmless(choices);
}
