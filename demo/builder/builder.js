/*
 * The builder: choices on one side, the widget and its snippet on the other. Options come from custom-elements.json,
 * the preview runs the shipped script, and every choice stands in the address.
 */
import { endpointOf, isLocal, placed } from './address.js';
import { bytesOf, contrast, hexOf, mend } from './colour.js';
import { checkEndpoint } from './endpoint.js';
import { renderOptions } from './options.js';
import { piece } from './places.js';
import { picture } from './pictures.js';
import { PLATFORMS } from './platforms.js';
import { restored } from './restore.js';
import { ELEMENTS, PRESETS, fromHash, parse, scriptOf, toHash, tree } from './snippet.js';

const at = (id) => document.getElementById(id);
const TITLES = {
  'mission-banner': 'Mission banner',
  'progress-thermometer': 'Progress thermometer',
  'contribution-form': 'Contribution form',
  'member-spotlight': 'Member spotlight',
  'impact-chart': 'Impact chart',
};
/** The accents of src/shared/presets.styles.ts; a test keeps them equal. */
const PRESET_COLOURS = {
  pine: 'oklch(0.45 0.085 160)',
  ocean: 'oklch(0.48 0.12 240)',
  plum: 'oklch(0.45 0.14 330)',
  clay: 'oklch(0.56 0.15 38)',
  sun: 'oklch(0.85 0.16 88)',
  ink: 'oklch(0.3 0.02 260)',
};
const MOCKS = {
  '': 'your campaign',
  ready: 'sample figures',
  loading: 'loading',
  empty: 'nothing yet',
  stale: 'old figures',
  error: 'a failure',
  offline: 'offline',
  upcoming: 'before it opens',
  paused: 'a pause',
  ended: 'the end',
  reached: 'the goal reached',
  over: 'more than the goal',
  match: 'matched gifts',
};
const LANGUAGES = 'ar cs da de en es fi fr he hi it ja ko nb nl pl pt pt-BR ru sv tr uk zh-Hans zh-Hant'.split(' ');

let choices = fromHash(location.hash);
let release;
let manifest;
/** What is known of the endpoint: undefined while it is asked. */
let campaign;

const [facts, elements, own] = await Promise.all([
  fetch('/cdn/sri.json').then((answer) => (answer.ok ? answer.json() : undefined)),
  fetch('/cdn/custom-elements.json').then((answer) => answer.json()),
  // The campaigns of this server, where it may say so.
  fetch('./campaigns.json').then((answer) => (answer.ok ? answer.json() : { campaigns: [] })),
]);
release = facts;
manifest = elements;
const here = `${location.origin}/cdn`;
const addressOf = (id) => `${location.origin}/v1/campaigns/${id}`;
if (own.publicUrl && !isLocal(own.publicUrl)) choices.site ||= own.publicUrl;
// Somebody who comes without a choice of their own sees their campaign at once.
if (!location.hash && own.campaigns.length > 0) choices.endpoint = addressOf(own.campaigns[0].id);

/* ————— controls that are made once ————— */

const node = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const summaryOf = (name) =>
  manifest.modules.flatMap((module) => module.declarations ?? []).find(({ tagName }) => tagName === `cairn-${name}`)
    ?.summary ?? '';

at('elements').append(
  ...ELEMENTS.map((name) =>
    node(
      'label',
      { className: 'card' },
      node('input', { type: 'checkbox', name: 'element', value: name, id: `el-${name}` }),
      node('b', { textContent: TITLES[name] }),
      node('span', { textContent: summaryOf(name) }),
    ),
  ),
);

const swatch = (value, words, fill) => {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 18 18');
  picture.setAttribute('aria-hidden', 'true');
  const stone = document.createElementNS(picture.namespaceURI, 'path');
  stone.setAttribute('d', 'M9 1c5 0 8 3 8 7.6S14 17 8.800 17 1 14 1 9s3-8 8-8Z');
  stone.setAttribute('fill', fill);
  picture.append(stone);
  const input = node('input', { type: 'radio', name: 'preset', value, id: `preset-${value || 'own'}` });
  return node('label', {}, input, ...(fill === 'none' ? [] : [picture]), words);
};
at('presets').append(
  swatch('', 'The page’s', 'none'),
  ...PRESETS.map((name) => swatch(name, name[0].toUpperCase() + name.slice(1), PRESET_COLOURS[name])),
);

const names = new Intl.DisplayNames('en', { type: 'language' });
at('lang').append(
  new Option('The page’s', ''),
  ...LANGUAGES.map((tag) => new Option(names.of(tag), tag)).sort((a, b) => a.text.localeCompare(b.text)),
);
at('mock').append(...Object.entries(MOCKS).map(([value, words]) => new Option(words, value)));
at('platform').append(
  ...PLATFORMS.map(({ id, name }) =>
    node('label', {}, node('input', { type: 'radio', name: 'platform', value: id, id: `platform-${id}` }), name),
  ),
);
for (const { id, title } of own.campaigns) {
  const button = node('button', { type: 'button', className: 'pick', value: addressOf(id), textContent: title });
  button.addEventListener('click', () => {
    choices.endpoint = button.value;
    fill();
  });
  at('own').append(button);
}
at('own').hidden = own.campaigns.length === 0;

/* ————— from choices to what is seen ————— */

/** Writes the choices into the controls: at the start, after an import, and when the address was changed. */
function fill() {
  for (const input of document.querySelectorAll('[name="element"]'))
    input.checked = choices.elements.some(({ name }) => name === input.value);
  at('endpoint').value = choices.endpoint;
  at('link-href').value = choices.link.href;
  at('link-text').value = choices.link.text;
  at('accent').value = choices.accent;
  at('lang').value = choices.lang;
  at('skin').value = choices.skin;
  if (at('skin').selectedIndex < 0) at('skin').value = choices.skin = 'plain';
  if (!at(`platform-${choices.platform}`)) choices.platform = 'html';
  at(`platform-${choices.platform}`).checked = true;
  at('site').value = choices.site;
  at('scripts').value = choices.scripts;
  at('scripts').placeholder = here;
  at('pinned').checked = choices.pinned;
  const preset = document.querySelector(`[name="preset"][value="${CSS.escape(choices.preset)}"]`);
  for (const input of document.querySelectorAll('[name="preset"]')) input.checked = input === preset;
  drawOptions();
  void ask();
  draw();
}

function drawOptions() {
  renderOptions(at('options'), manifest, choices, { titles: TITLES, campaign, changed: draw, withoutEndpoint });
}

function withoutEndpoint() {
  choices.endpoint = at('endpoint').value = '';
  void ask();
  draw();
  at('endpoint').focus();
}

function draw() {
  const hash = toHash(choices);
  if (hash !== location.hash.slice(1)) history.replaceState(null, '', `#${hash}`);
  for (const button of document.querySelectorAll('.pick'))
    button.ariaPressed = String(button.value === choices.endpoint);
  drawPreview();
  drawContrast();
  drawSnippet();
}

function drawPreview() {
  const { skin } = choices;
  at('frame-box').dataset.skin = skin;
  const byHand = !choices.endpoint && choices.elements.every(({ attributes }) => attributes.raised);
  const mock = at('mock').value || (campaign?.ok || byHand ? '' : 'ready');
  const nodes = tree({ ...choices, endpoint: mock ? '' : choices.endpoint });
  // A figure that cannot be read is told where it would stand.
  if (byHand) for (const each of nodes) each.attributes = { ...each.attributes, debug: '' };
  if (mock) for (const each of nodes) each.attributes = { ...each.attributes, mock };
  at('preview').contentWindow.postMessage({ type: 'cairn-preview', nodes, skin, lang: choices.lang }, location.origin);
  at('preview-note').textContent =
    mock && !at('mock').value ? 'Sample figures, until the endpoint answers. Nothing you do in here is sent.' : '';
}

const GROUNDS = {
  dark: ['#14171b', 'this dark page'],
  wordpress: ['#f9f9f4', 'this page'],
  hostile: ['#fffbe8', 'this page'],
};

function drawContrast() {
  const box = at('contrast');
  const colour = bytesOf(choices.accent);
  if (colour) at('accent-picker').value = hexOf(colour);
  if (!choices.accent) return void (box.textContent = '');
  if (!colour) {
    const known = CSS.supports('color', choices.accent);
    const words = known
      ? 'Contrast is checked for colours such as #b3261e; every colour derived from yours has enough of it.'
      : 'This is no colour. Write one such as #b3261e.';
    return void box.replaceChildren(node('p', { textContent: words }));
  }
  const [hex, where] = GROUNDS[choices.skin] ?? ['#ffffff', 'white'];
  const ground = bytesOf(hex);
  const ratio = contrast(colour, ground);
  const rounded = (Math.floor(ratio * 10) / 10).toFixed(1);
  if (ratio >= 4.5) {
    return void box.replaceChildren(
      node('p', { textContent: `Contrast ${rounded} : 1 against ${where}: enough for text, lines and buttons.` }),
    );
  }
  const mended = hexOf(mend(colour, ground, 4.5));
  const button = node('button', { type: 'button', className: 'btn', textContent: `Use ${mended} instead` });
  button.addEventListener('click', () => {
    choices.accent = at('accent').value = mended;
    draw();
    at('accent').focus();
  });
  box.replaceChildren(
    node('p', {
      textContent: `Contrast ${rounded} : 1 against ${where}, where text needs 4.5 : 1. Buttons keep your colour; links, meters and text are drawn in a ${GROUNDS[choices.skin]?.[1] === 'this dark page' ? 'lighter' : 'darker'} one.`,
    }),
    button,
  );
}

function drawSnippet() {
  const platform = PLATFORMS.find(({ id }) => id === choices.platform) ?? PLATFORMS[0];
  const asked = { ...choices, scripts: choices.scripts || here, pages: campaign?.pages ?? false };
  const full = placed(asked, location.origin);
  drawPlace(full);
  at('steps').replaceChildren(...platform.steps.map(stepOf));
  const show = (box, kinds) => {
    const all = kinds.map((kind) => piece(kind, full, release)).filter(Boolean);
    box.replaceChildren(...all.map(({ label, code }, index) => codeBox(label, code, `${box.id}-${index}`)));
  };
  show(at('pieces'), platform.code);
  show(at('without-pieces'), platform.also);
  at('or').hidden = !platform.or;
  if (platform.or) {
    at('or-title').textContent = platform.or.title;
    at('or-steps').replaceChildren(...platform.or.steps.map(stepOf));
    show(at('or-pieces'), platform.or.code);
  }
  at('without-text').textContent = platform.without;
  at('platform-note').textContent = platform.note ?? '';
  const file = scriptOf(choices);
  at('pinned-hint').textContent = choices.pinned
    ? `${file}, version ${release?.version}: one file without further imports, which a browser refuses when one byte differs. It stays as it is until you change the snippet.`
    : 'The newest release of this line, mended and improved without any change on your page. Pin it where your policy asks for hashes.';
  drawScripts();
}

/** Links to this page come from anybody, and whoever serves the scripts decides what they do: another host is never a detail. */
function drawScripts() {
  const from = URL.canParse(choices.scripts, location.href) ? new URL(choices.scripts, location.href).host : '';
  const elsewhere = choices.scripts !== '' && from !== location.host;
  if (elsewhere) at('scripts-box').open = true;
  at('scripts-hint').className = elsewhere ? 'state' : 'hint';
  say(
    'scripts-hint',
    elsewhere
      ? `The snippet takes its scripts from ${from || choices.scripts}, not from this server. Whoever runs that decides what they do on your page: keep it only where it is yours, or empty this field.`
      : 'This server’s own, unless you serve them from somewhere else.',
    elsewhere ? 'fault' : '',
  );
}

function stepOf({ picture: name, text, download }) {
  const words = node('span', { textContent: text });
  if (download) words.append(' ', node('a', { href: `../docs/${download}`, download, textContent: 'Download' }));
  return node('li', {}, picture(name), words);
}

/** A snippet that leads to this computer works for nobody else: said where it is copied, with the field that mends it. */
function drawPlace({ endpoint, scripts }) {
  const local = isLocal(endpoint) || isLocal(scripts);
  const plain = /^http:/i.test(endpoint) || /^http:/i.test(scripts);
  at('place').dataset.kind = local || plain ? 'open' : 'done';
  at('place').hidden = !local && !plain && !choices.site;
  at('place-words').textContent = local
    ? 'This server runs on your own computer or network, where visitors cannot reach it. That is right for a try. Before you publish, write the address it will have on the internet: the snippet below takes it over.'
    : plain
      ? 'A page with https shows nothing that comes over http. Put https in front of your server, and write that address here.'
      : 'The snippet has the address that your server has on the internet.';
}

function codeBox(label, code, id) {
  const text = node('pre', { id, tabIndex: 0 }, node('code', { textContent: code }));
  text.setAttribute('aria-label', label);
  text.setAttribute('role', 'region');
  const button = node('button', { type: 'button', className: 'btn primary', textContent: 'Copy' });
  button.setAttribute('aria-label', `Copy: ${label}`);
  button.addEventListener('click', () => void copy(text, code, button));
  return node('div', { className: 'piece' }, node('header', {}, node('h3', { textContent: label }), button), text);
}

/** By the clipboard, else by the older command, else the text is chosen for the visitor's own keys. */
async function copy(text, code, button) {
  const done =
    (await navigator.clipboard?.writeText(code).then(
      () => true,
      () => false,
    )) || byCommand(text);
  const words = done ? 'Copied.' : 'Your browser does not let pages copy. The snippet is selected: press Ctrl+C or ⌘C.';
  say('copied', words, done ? 'ok' : 'fault');
  button.textContent = done ? 'Copied' : 'Selected';
  setTimeout(() => (button.textContent = 'Copy'), 2000);
}

function byCommand(text) {
  getSelection().selectAllChildren(text);
  return document.execCommand('copy');
}

function say(id, words, kind) {
  at(id).textContent = words;
  at(id).dataset.kind = kind;
}

/* ————— the endpoint ————— */

let asked = 0;

/** The link that came from a campaign: it gives way to the next campaign's, one that was typed does not. */
let linked = { href: '', text: '' };

async function ask() {
  const { endpoint } = choices;
  const mine = ++asked;
  campaign = undefined;
  if (!endpoint) {
    say('endpoint-state', '', '');
    drawOptions();
    return;
  }
  say('endpoint-state', 'Asking…', 'busy');
  const found = await checkEndpoint(endpoint);
  if (mine !== asked) return;
  campaign = found;
  say('endpoint-state', found.words, found.ok ? 'ok' : found.unseen ? '' : 'fault');
  const { href, text } = choices.link;
  if (found.ok && found.href && (!href || href === linked.href)) {
    choices.link = { href: found.href, text: text && text !== linked.text ? text : found.text };
    linked = choices.link;
    at('link-href').value = choices.link.href;
    at('link-text').value = choices.link.text;
  }
  drawOptions();
  draw();
}

/* ————— from controls to choices ————— */

function debounced(act, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}
const askSoon = debounced(() => void ask(), 450);

at('choices').addEventListener('submit', (event) => event.preventDefault());
at('elements').addEventListener('change', () => {
  const wanted = [...document.querySelectorAll('[name="element"]:checked')].map(({ value }) => value);
  if (wanted.length === 0) return fill(); // one at least: there would be nothing to copy
  choices.elements = wanted.map(
    (name) => choices.elements.find((each) => each.name === name) ?? { name, attributes: {} },
  );
  drawOptions();
  draw();
});
at('endpoint').addEventListener('input', () => {
  choices.endpoint = endpointOf(at('endpoint').value);
  campaign = undefined; // what is half typed is shown to nobody
  askSoon();
  draw();
});
at('endpoint').addEventListener('change', () => (at('endpoint').value = choices.endpoint));
for (const id of ['link-href', 'link-text']) {
  at(id).addEventListener('input', () => {
    choices.link = { href: at('link-href').value.trim(), text: at('link-text').value };
    draw();
  });
}
for (const id of ['accent', 'lang', 'skin', 'scripts', 'site']) {
  at(id).addEventListener('input', () => {
    choices[id] = at(id).value.trim();
    draw();
  });
}
at('accent-picker').addEventListener('input', () => {
  choices.accent = at('accent').value = at('accent-picker').value;
  draw();
});
at('presets').addEventListener('change', ({ target }) => {
  choices.preset = target.value;
  draw();
});
at('platform').addEventListener('change', ({ target }) => {
  choices.platform = target.value;
  draw();
});
at('mock').addEventListener('input', drawPreview);
at('pinned').addEventListener('change', () => {
  choices.pinned = at('pinned').checked;
  draw();
});
at('import-go').addEventListener('click', () => {
  const html = restored(at('import').value);
  const read = parse(html);
  if (!read) {
    const words = /<cairn-/i.test(html)
      ? 'It is cut off, or a quote of it is missing. Paste it whole.'
      : 'There is no tag of Cairn in it. Paste the lines with <cairn-…> as well.';
    say('import-state', words, 'fault');
    return;
  }
  choices = { ...read, platform: choices.platform, skin: choices.skin, site: choices.site };
  if (choices.scripts === here) choices.scripts = '';
  choices.endpoint = endpointOf(choices.endpoint);
  fill();
  say('import-state', `Read: ${choices.elements.map(({ name }) => TITLES[name].toLowerCase()).join(', ')}.`, 'ok');
});
addEventListener('hashchange', () => {
  choices = fromHash(location.hash);
  fill();
});
addEventListener('message', ({ origin, source, data }) => {
  if (origin !== location.origin || source !== at('preview').contentWindow) return;
  if (data?.type === 'cairn-preview-ready') drawPreview();
  if (data?.type === 'cairn-preview-height')
    at('preview').style.setProperty('block-size', `${Math.min(Math.max(data.height, 180), 1600)}px`);
});

fill();
document.documentElement.dataset.ready = '';
