/* The page inside of the builder's frame: a host page with one of several looks, and the widgets the builder chose. */
import { markup } from './snippet.js';

const main = document.querySelector('main');
const root = document.documentElement;
let shown = '';

addEventListener('message', ({ origin, source, data }) => {
  if (origin !== location.origin || source !== parent || data?.type !== 'cairn-preview') return;
  const { nodes, skin, lang } = data;
  root.dataset.skin = skin;
  // A page's direction is its own; the widgets follow it.
  root.dir = skin === 'rtl' ? 'rtl' : 'ltr';
  root.lang = lang || (skin === 'rtl' ? 'ar' : 'en');
  const next = markup(nodes) + skin;
  if (next === shown) return;
  shown = next;
  main.replaceChildren(heading(skin), ...nodes.map(make));
});

function heading(skin) {
  const title = document.createElement('p');
  title.className = 'host';
  title.textContent = skin === 'rtl' ? 'صفحتك' : 'Your page';
  return title;
}

function make(node) {
  if (typeof node === 'string') return document.createTextNode(node);
  const { style, ...attributes } = node.attributes;
  const element = document.createElement(node.tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  // One by one, as script may: the attribute itself is what this page's policy refuses.
  for (const [, name, value] of (style ?? '').matchAll(/([\w-]+): ([^;]+)/g)) element.style.setProperty(name, value);
  element.append(...node.children.map(make));
  return element;
}

new ResizeObserver(() => {
  parent.postMessage(
    { type: 'cairn-preview-height', height: Math.ceil(root.getBoundingClientRect().height) },
    location.origin,
  );
}).observe(document.body);
parent.postMessage({ type: 'cairn-preview-ready' }, location.origin);
