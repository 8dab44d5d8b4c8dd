/**
 * Writes what the WordPress plugin knows of the elements, wordpress/cairn/includes/elements.php, from the manifest, and
 * languages/cairn.pot from the words in its sources.
 *
 *   node tools/wordpress.mjs            write
 *   node tools/wordpress.mjs --check    fail when they are old
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributesOf } from '../demo/builder/attributes.js';
import { ELEMENTS } from '../demo/builder/snippet.js';
import { root } from './paths.mjs';

const plugin = join(root, 'wordpress/cairn');
const quoted = (text) => `'${String(text).replace(/[\\']/g, '\\$&')}'`;
const title = (name) => name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ');

function elementsPhp() {
  const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
  const rows = ELEMENTS.map((name) => {
    const attributes = attributesOf(manifest, name).concat({
      name: 'preset',
      kind: 'choice',
      words: ['', 'pine', 'ocean', 'plum', 'clay', 'sun', 'ink'],
      fallback: '',
      description: 'A look to start from.',
    });
    const list = attributes.map(
      ({ name: key, kind, words, fallback, description }) =>
        `\t\t\t\tarray( 'name' => ${quoted(key)}, 'kind' => ${quoted(kind)}, 'label' => ${quoted(title(key))}, 'fallback' => ${quoted(fallback ?? '')}, 'words' => array( ${words.map(quoted).join(', ')} ), 'description' => ${quoted(description.replaceAll('`', ''))} ),\n`,
    );
    return `\t\t${quoted(name)} => array(\n\t\t\t'title' => ${quoted(title(name))},\n\t\t\t'attributes' => array(\n${list.join('')}\t\t\t),\n\t\t),\n`;
  });
  return `<?php
/**
 * The elements and their attributes. Written by tools/wordpress.mjs from custom-elements.json.
 *
 * @package Cairn
 */

defined( 'ABSPATH' ) || exit;

function cairn_elements() {
\treturn array(
${rows.join('')}\t);
}
`;
}

function pot() {
  const sources = [
    'cairn.php',
    'block.js',
    ...readdirSync(join(plugin, 'includes')).map((name) => `includes/${name}`),
  ].sort();
  const words = new Map();
  for (const source of sources) {
    const text = readFileSync(join(plugin, source), 'utf8');
    for (const [, word] of text.matchAll(/\b(?:__|esc_html__)\(\s*'((?:[^'\\]|\\.)*)',\s*'cairn'/g))
      words.set(word, [...(words.get(word) ?? []), source]);
  }
  const entries = [...words].map(
    ([word, where]) =>
      `#: ${[...new Set(where)].join(' ')}\nmsgid ${JSON.stringify(word.replace(/\\'/g, "'"))}\nmsgstr ""\n`,
  );
  return `msgid ""\nmsgstr ""\n"Project-Id-Version: Cairn\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Domain: cairn\\n"\n\n${entries.join('\n')}`;
}

/** German, which is what the plugin has beside English. A word that is missing here fails the check. */
const GERMAN = {
  'Take part in the campaign': 'An der Kampagne teilnehmen',
  'Cairn knows these elements: %s.': 'Cairn kennt diese Elemente: %s.',
  'Your campaign’s address': 'Adresse deiner Kampagne',
  'Its page or its endpoint, such as https://give.example.org/v1/campaigns/riverbank, a JSON file, or opencollective:name.':
    'Ihre Seite oder ihr Endpunkt, etwa https://give.example.org/v1/campaigns/riverbank, eine JSON-Datei, oder opencollective:name.',
  'Cairn: write your campaign’s address into Settings, Cairn. Until then visitors see a link here. They do not see this line.':
    'Cairn: Trage die Adresse deiner Kampagne unter Einstellungen, Cairn ein. Bis dahin sehen Besucher hier einen Link. Diese Zeile sehen sie nicht.',
  'Cairn needs one thing more: your campaign’s address.': 'Cairn braucht noch eines: die Adresse deiner Kampagne.',
  Settings: 'Einstellungen',
  'Link without script': 'Link ohne Skript',
  'Shown while a widget loads, and wherever script does not run.':
    'Wird gezeigt, während ein Widget lädt, und überall, wo kein Skript läuft.',
  Script: 'Skript',
  'Leave it empty for the script of your campaign’s server, or the plugin’s own where that has none.':
    'Leer lassen für das Skript des Servers deiner Kampagne, oder das des Plugins, wo es dort keines gibt.',
  '“%s” is no address of a campaign. It begins with https://':
    '„%s“ ist keine Adresse einer Kampagne. Sie beginnt mit https://',
  'What visitors see': 'Was Besucher sehen',
  'Where there are no figures, a line says why.': 'Wo keine Zahlen stehen, sagt eine Zeile (auf Englisch), warum.',
  'The script %s could not be loaded, so that visitors see the link alone. Check the host of your campaign’s address, or write another one into “Script”.':
    'Das Skript %s war nicht zu laden; Besucher sehen nur den Link. Prüfe den Rechnernamen in der Adresse deiner Kampagne, oder trage ein anderes unter „Skript“ ein.',
  'Hash of the script': 'Prüfsumme des Skripts',
  'From sri.json, for a script that is pinned to a version.':
    'Aus sri.json, für ein Skript, das auf eine Version festgelegt ist.',
  Cairn: 'Cairn',
  Campaign: 'Kampagne',
  'What to show': 'Was gezeigt wird',
  'Empty: the one in Settings, Cairn.': 'Leer: der aus Einstellungen, Cairn.',
  'Its words': 'Seine Worte',
  Options: 'Optionen',
};

/** GNU's binary catalogue: two tables of lengths and offsets, then the texts, sorted. */
function mo() {
  const pairs = [['', 'Content-Type: text/plain; charset=UTF-8\nLanguage: de_DE\n'], ...Object.entries(GERMAN)]
    .map((pair) => pair.map((text) => Buffer.from(text)))
    .sort(([a], [b]) => Buffer.compare(a, b));
  const head = Buffer.alloc(28 + pairs.length * 16);
  [0x950412de, 0, pairs.length, 28, 28 + pairs.length * 8, 0, head.length].forEach((value, at) =>
    head.writeUInt32LE(value, at * 4),
  );
  const texts = [];
  let offset = head.length;
  for (const [column, start] of [
    [0, 28],
    [1, 28 + pairs.length * 8],
  ]) {
    pairs.forEach((pair, row) => {
      head.writeUInt32LE(pair[column].length, start + row * 8);
      head.writeUInt32LE(offset, start + row * 8 + 4);
      texts.push(pair[column], Buffer.from([0]));
      offset += pair[column].length + 1;
    });
  }
  return Buffer.concat([head, ...texts]);
}

/** For the words of the block's script. */
function json() {
  const messages = Object.fromEntries(Object.entries(GERMAN).map(([word, german]) => [word, [german]]));
  const data = {
    domain: 'messages',
    locale_data: { messages: { '': { domain: 'messages', lang: 'de' }, ...messages } },
  };
  return `${JSON.stringify(data)}\n`;
}

/** Words of the plugin that have no German yet. */
export function untranslated() {
  return [...pot().matchAll(/^msgid "(.+)"$/gm)]
    .map(([, word]) => JSON.parse(`"${word}"`))
    .filter((word) => !(word in GERMAN));
}

const written = {
  'includes/elements.php': elementsPhp,
  'languages/cairn.pot': pot,
  'languages/cairn-de_DE.mo': mo,
  'languages/cairn-de_DE-cairn-block.json': json,
};

/** Names of the files that no longer say what they are made from. */
export function stale() {
  return Object.entries(written)
    .filter(
      ([path, make]) =>
        !existsSync(join(plugin, path)) || !readFileSync(join(plugin, path)).equals(Buffer.from(make())),
    )
    .map(([path]) => `wordpress/cairn/${path}`)
    .concat(untranslated().map((word) => `the German for “${word}”`));
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes('--check')) {
    const old = stale();
    if (old.length > 0) {
      console.error(`Out of date: ${old.join(', ')}. Run: node tools/wordpress.mjs`);
      process.exitCode = 1;
    }
  } else for (const [path, make] of Object.entries(written)) writeFileSync(join(plugin, path), make());
}
