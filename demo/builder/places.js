/* The pieces of code that a platform asks for, from the choices of the builder. */
import { FILES, escape, markup, scriptMarkup, scriptTag, snippet, startTag, tree } from './snippet.js';

/** A campaign of the protocol's server has pages for frames and pictures; a file or a platform has not. */
export function serverOf(endpoint) {
  const [, origin, id] = /^(https?:\/\/[^/]+)\/v1\/campaigns\/([^/?#]+)$/.exec(endpoint) ?? [];
  return origin ? { origin, id } : undefined;
}

/**
 * `{ label, code }`, or undefined where these choices have no such piece.
 * @returns {{ label: string, code: string } | undefined}
 */
export function piece(kind, choices, release) {
  const server = choices.pages === false ? undefined : serverOf(choices.endpoint);
  const { href, text } = choices.link;
  // A form in a frame could be covered by the page around it: a server shows it in no frame before its operator says where.
  const shown = choices.elements.filter(({ name }) => name !== 'contribution-form');
  const frames = server
    ? (shown.length > 0 ? shown : choices.elements).map((element) => frameOf(element, server, choices))
    : [];
  switch (kind) {
    case 'snippet':
      return { label: 'Snippet', code: snippet(choices, release) };
    case 'script':
      return { label: 'Script, once per site', code: scriptMarkup(scriptTag(choices, release)) };
    case 'tags':
      return { label: 'Tags, where the widget is to stand', code: markup(tree(choices)) };
    case 'shortcode':
      return { label: 'Shortcode of the plugin', code: shortcodes(choices) };
    case 'wix':
      return { label: 'Address, tag and attributes', code: wix(choices, release) };
    case 'gtm':
      return { label: 'Custom HTML', code: tagManager(choices, release) };
    case 'frame':
      return frames.length === 0
        ? undefined
        : {
            label:
              shown.length === 0
                ? 'Frame, once CAIRN_FRAME_ORIGINS of your server names your site'
                : shown.length < choices.elements.length
                  ? 'Frame, without the form: link to that'
                  : 'Frame',
            code: frames.map(({ src, height }) => frame(src, height, text || 'Campaign')).join('\n'),
          };
    case 'frame-url':
      return frames.length > 0
        ? { label: 'Address of the frame page', code: frames.map(({ src }) => src).join('\n') }
        : { label: 'Address to link to', code: href || choices.endpoint };
    case 'badge':
      return server === undefined ? undefined : { label: 'Badge', code: badge(server, choices, 'svg') };
    case 'email':
      return server
        ? { label: 'Picture with a link', code: badge(server, choices, 'png') }
        : { label: 'Link', code: link(choices) };
    case 'address':
      return { label: 'Your campaign’s address', code: choices.endpoint };
    case 'button':
      return href ? { label: 'Address for the button', code: href } : undefined;
    case 'link':
      return href ? { label: 'Link', code: link(choices) } : undefined;
    default:
      return undefined;
  }
}

const link = ({ link: { href, text } }) => `${startTag('a', { href })}${escape(text || href)}</a>`;

/** Pixels that a frame has before it can say how high it is, or for ever where no script may run beside it. */
const HEIGHTS = {
  'mission-banner': 560,
  'progress-thermometer': 420,
  'contribution-form': 960,
  'member-spotlight': 560,
  'impact-chart': 520,
};
/** What an address of a frame may say. */
const SAID = ['variant', 'layout', 'goal', 'scheme', 'pathway'];

function frameOf({ name, attributes }, { origin, id }, { lang, preset }) {
  const said = Object.entries({ ...attributes, lang, preset }).filter(
    ([key, value]) => value && [...SAID, 'lang', 'preset'].includes(key) && /^[\w-]{1,60}$/.test(value),
  );
  const query = new URLSearchParams(said).toString();
  return { src: `${origin}/embed/${FILES[name]}/${id}${query ? `?${query}` : ''}`, height: String(HEIGHTS[name]) };
}

function frame(src, height, title) {
  return `${startTag('iframe', { src, title, loading: 'lazy', width: '100%', height })}</iframe>`;
}

function badge({ origin, id }, { link: { href, text } }, type) {
  const src = `${origin}/badge/${id}.${type}`;
  const picture = startTag('img', { src, alt: text || 'How far the campaign has come' });
  return href ? `${startTag('a', { href })}${picture}</a>` : picture;
}

/** One shortcode per element. A bracket would end it. */
function shortcodes({ elements, endpoint, lang, preset, accent, link: { href, text } }) {
  const value = (each) => escape(each).replaceAll('[', '&#91;').replaceAll(']', '&#93;');
  return elements
    .map(({ name, attributes }) => {
      const all = {
        element: name,
        ...(endpoint ? { endpoint } : {}),
        ...(lang ? { lang } : {}),
        ...(preset ? { preset } : {}),
        ...(accent ? { accent } : {}),
        ...(href ? { href } : {}),
        ...(text ? { text } : {}),
        ...attributes,
      };
      const words = Object.entries(all).map(([key, each]) => `${key}="${value(each === '' ? 'true' : each)}"`);
      return `[cairn ${words.join(' ')}]`;
    })
    .join('\n');
}

function wix(choices, release) {
  // One file without further imports, and everything on the element itself: there is no provider around it.
  const { src } = scriptTag({ ...choices, pinned: true }, release);
  return choices.elements
    .map((element) => {
      const [{ tag, attributes }] = tree({ ...choices, elements: [element] });
      const rows = Object.entries(attributes).map(([name, value]) => `  ${name} = ${value === '' ? 'true' : value}`);
      return [`Server URL: ${src}`, `Tag name: ${tag}`, 'Attributes:', ...rows].join('\n');
    })
    .join('\n\n');
}

/** Tag Manager compiles ES5, and refuses tags it does not know: script makes them. */
function tagManager(choices, release) {
  const { src, integrity } = scriptTag(choices, release);
  const lines = [];
  let count = 0;
  const make = (node, parent) => {
    if (typeof node === 'string') {
      lines.push(`    ${parent}.appendChild(d.createTextNode(${quoted(node)}));`);
      return;
    }
    const name = `e${++count}`;
    lines.push(`    var ${name} = d.createElement(${quoted(node.tag)});`);
    for (const [key, value] of Object.entries(node.attributes)) {
      lines.push(`    ${name}.setAttribute(${quoted(key)}, ${quoted(value)});`);
    }
    node.children.forEach((child) => make(child, name));
    lines.push(`    ${parent}.appendChild(${name});`);
  };
  tree(choices).forEach((node) => make(node, 'place'));
  return `<script>
  (function (d) {
    var place = d.getElementById('cairn');
    if (!place || place.firstChild) return;
    var s = d.createElement('script');
    s.type = 'module';
    s.src = ${quoted(src)};${integrity ? `\n    s.integrity = ${quoted(integrity)};\n    s.crossOrigin = 'anonymous';` : ''}
    d.head.appendChild(s);
${lines.join('\n')}
  })(document);
</script>`;
}

/** A string of script that cannot end the script tag around it. */
const quoted = (text) =>
  `'${text
    .replace(/[\\']/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/[\u2028\u2029]/g, (each) => `\\u${each.codePointAt(0).toString(16)}`)
    .replaceAll('</', '<\\/')
    .replaceAll('<!--', '<\\!--')}'`;
