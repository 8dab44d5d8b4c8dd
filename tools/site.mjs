/**
 * The documentation as a site: the Markdown of this repository as pages for any file server, `site/`, beside `cdn/`.
 * The reference server has it at `/docs/`. An element's page shows the element itself, from the shipped script.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import xml from 'highlight.js/lib/languages/xml';
import { Marked } from 'marked';
import { root } from './paths.mjs';
import { pluginZip } from './zip.mjs';

for (const [name, language] of Object.entries({ bash, css, javascript, json, xml }))
  hljs.registerLanguage(name, language);
const LANGUAGES = {
  html: 'xml',
  vue: 'xml',
  svelte: 'xml',
  sh: 'bash',
  js: 'javascript',
  jsx: 'javascript',
  ts: 'javascript',
  json: 'json',
  css: 'css',
};

/** In the order of reading. `from` is a file of the repository; of docs/elements.md each element is a page. */
const PAGES = [
  { name: 'index', title: 'Start', from: 'README.md', group: 'Use it' },
  { name: 'platforms', title: 'On your platform', from: 'docs/platforms.md', group: 'Use it' },
  { name: 'embedding', title: 'On your page', from: 'docs/embedding.md', group: 'Use it' },
  { name: 'frameworks', title: 'In your framework', from: 'examples/README.md', group: 'Use it' },
  { name: 'troubleshooting', title: 'When something is wrong', from: 'docs/troubleshooting.md', group: 'Use it' },
  { name: 'elements', title: 'All elements', from: 'docs/elements.md', group: 'Elements' },
  { name: 'organisers', title: 'For organisers', from: 'docs/organisers.md', group: 'Run it' },
  { name: 'operations', title: 'Operations', from: 'docs/operations.md', group: 'Run it' },
  {
    name: 'security-team',
    title: 'For your security team',
    from: 'docs/for-your-security-team.md',
    group: 'Run it',
  },
  { name: 'security', title: 'Reporting a fault', from: 'SECURITY.md', group: 'Run it' },
  { name: 'contributing', title: 'Contributing', from: 'CONTRIBUTING.md', group: 'Project' },
  { name: 'decisions', title: 'Decisions', from: 'docs/decisions/README.md', group: 'Project' },
  { name: 'changelog', title: 'Changes', from: 'CHANGELOG.md', group: 'Project' },
];

/** What a page is made of beyond the sources of everything. */
export const SITE_SOURCES = ['docs/site', 'docs/overview.png', 'wordpress/cairn', ...PAGES.map(({ from }) => from)];

/** Where a file is that is no page; console lines lead there too (src/data/report.ts). */
const REPOSITORY = 'https://github.com/cairn-widgets/cairn';

/** @returns the names of the pages that were written. */
export function writeSite(folder) {
  mkdirSync(folder, { recursive: true });
  const pages = PAGES.flatMap((page) => (page.name === 'elements' ? elementPages(page) : [page])).map((page) => ({
    ...page,
    markdown: page.markdown ?? readFileSync(join(root, page.from), 'utf8'),
  }));
  const index = [];
  for (const page of pages) {
    const { body, headings } = render(page);
    writeFileSync(join(folder, `${page.name}.html`), htmlPage(page, pages, body, headings));
    for (const each of headings)
      index.push([
        `${page.name}.html#${each.id}`,
        each.depth === 1 ? each.text : `${page.title}: ${each.text}`,
        each.words,
      ]);
  }
  writeFileSync(join(folder, 'search.json'), JSON.stringify(index));
  for (const file of ['site.css', 'site.js']) cpSync(join(root, 'docs/site', file), join(folder, file));
  cpSync(join(root, 'docs/overview.png'), join(folder, 'overview.png'));
  // The builder offers it: WordPress takes a plugin as one file.
  writeFileSync(join(folder, 'cairn-wordpress.zip'), pluginZip());
  cpSync(join(root, 'demo/paper.css'), join(folder, 'paper.css'));
  cpSync(join(root, 'demo/assets/logo.svg'), join(folder, 'logo.svg'));
  return pages.map(({ name }) => name);
}

/** One page per element, with what all of them share at its end, and the list of them. */
function elementPages(list) {
  const whole = readFileSync(join(root, list.from), 'utf8');
  const [intro, ...sections] = whole.split(/^## /m);
  const shared = sections.find((section) => section.startsWith('All but'));
  const own = sections
    .filter((section) => section !== shared)
    .map((section) => {
      const tag = /<(cairn-[\w-]+)>/.exec(section)[1];
      const [heading, ...text] = section.split('\n');
      const rest = text.join('\n').trim();
      const [lead] = rest.split('\n\n');
      const after =
        tag === 'cairn-campaign' ? '' : `\n\n## As every element\n${shared.split('\n').slice(1).join('\n')}`;
      return { ...list, name: tag, title: `<${tag}>`, tag, lead, markdown: `# ${heading}\n\n${rest}${after}\n` };
    });
  const links = own.map(({ name, lead }) => `- [\`<${name}>\`](${name}.html): ${lead}`).join('\n');
  return [{ ...list, markdown: `${intro.trim()}\n\n${links}\n\n## ${shared.trim()}\n` }, ...own];
}

/** Markdown as HTML, with ids as GitHub gives them to headings, so that a link holds in both places. */
function render(page) {
  const headings = [];
  const taken = new Map();
  const id = (text) => {
    const plain = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const count = taken.get(plain) ?? 0;
    taken.set(plain, count + 1);
    return count === 0 ? plain : `${plain}-${count}`;
  };
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        const inner = this.parser.parseInline(tokens);
        const plain = text.replace(/[`*]/g, '');
        const heading = { id: id(plain), depth, text: plain, words: '' };
        headings.push(heading);
        const anchor =
          depth === 1 ? '' : ` <a class="anchor" href="#${heading.id}" aria-label="Link to “${escape(plain)}”">#</a>`;
        return `<h${depth} id="${heading.id}">${inner}${anchor}</h${depth}>\n`;
      },
      code({ text, lang }) {
        const language = LANGUAGES[lang];
        const inner = language ? hljs.highlight(text, { language }).value : escape(text);
        return `<div class="code"><pre tabindex="0"><code>${inner}</code></pre></div>\n`;
      },
      table(token) {
        const row = (cells, tag) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        return `<div class="table" role="group" tabindex="0" aria-label="Table: ${escape(token.header[0].text)}"><table><thead>${row(token.header, 'th')}</thead><tbody>${token.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escape(address(href, page.from))}">${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text }) {
        return `<img src="${posix.basename(href)}" alt="${escape(text)}">`;
      },
      html: ({ text }) => (text.startsWith('<!--') ? '' : escape(text)),
    },
  });
  const tokens = marked.lexer(page.markdown.replace(/^<!--.*-->\n/gm, ''));
  const body = marked.parser(tokens);
  // What a search finds below a heading: its words and its code, which is where the names are.
  let at = -1;
  for (const token of tokens) {
    if (token.type === 'heading') at += 1;
    else if (at >= 0) headings[at].words += ` ${token.raw}`;
  }
  for (const heading of headings) heading.words = plainWords(heading.words);
  return { body, headings };
}

function plainWords(markdown) {
  return [...new Set(markdown.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}_-]*/gu))].join(' ');
}

/** Where a link of a Markdown file leads from the site: to a page of it, or to the repository. */
function address(href, from) {
  if (/^[a-z]+:|^#|\.html$/.test(href)) return href;
  const [path, hash] = href.split('#');
  const file = posix.normalize(posix.join(dirname(from), path));
  const page = PAGES.find((each) => each.from === file);
  const suffix = hash ? `#${hash}` : '';
  return page ? `${page.name}.html${suffix}` : `${REPOSITORY}/blob/main/${file}${suffix}`;
}

function htmlPage(page, pages, body, headings) {
  const groups = [...new Set(pages.map(({ group }) => group))];
  const link = (each) =>
    `<li><a href="${each.name}.html"${each === page ? ' aria-current="page"' : ''}>${escape(each.title)}</a></li>`;
  const nav = groups
    .map(
      (group) =>
        `<h2>${group}</h2><ul>${pages
          .filter((each) => each.group === group)
          .map(link)
          .join('')}</ul>`,
    )
    .join('');
  const parts = headings.filter(({ depth }) => depth === 2);
  const contents =
    parts.length < 2
      ? ''
      : `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${parts
          .map(({ id, text }) => `<li><a href="#${id}">${escape(text)}</a></li>`)
          .join('')}</ul></nav>`;
  const at = pages.indexOf(page);
  const turn = (each, rel, word) =>
    each ? `<a rel="${rel}" href="${each.name}.html"><small>${word}</small>${escape(each.title)}</a>` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.name === 'index' ? 'Cairn' : `${escape(page.title)} · Cairn`}</title>
<link rel="icon" href="logo.svg">
<link rel="stylesheet" href="../cdn/cairn.css">
<link rel="stylesheet" href="paper.css">
<link rel="stylesheet" href="site.css">
<script type="module" src="site.js"></script>
${page.tag ? '<script type="module" src="../cdn/cairn.js"></script>' : ''}
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header>
<a class="brand" href="index.html">Cairn</a>
<search><form role="search" action="index.html"><input type="search" id="search" aria-label="Search the documentation" placeholder="Search: an attribute, a console line …" autocomplete="off"></form><ol id="found" hidden></ol><p id="count" role="status"></p></search>
</header>
<div class="page">
<details class="pages" open><summary>Pages</summary><nav aria-label="Pages">${nav}</nav></details>
<main id="content">
${page.tag ? body.replace('</h1>', `</h1>\n${example(page.tag)}`) : body}
<nav class="turn" aria-label="Next and previous page">${turn(pages[at - 1], 'prev', 'Before')}${turn(pages[at + 1], 'next', 'Next')}</nav>
</main>
${contents}
</div>
</body>
</html>
`;
}

/** The element with a made-up campaign; the provider with something inside. */
function example(tag) {
  const inside = tag === 'cairn-campaign' ? '<cairn-progress-thermometer></cairn-progress-thermometer>' : '';
  return `<div class="example"><${tag} mock="ready">${inside}</${tag}></div>`;
}

function escape(text) {
  return text.replace(/[&<>"]/g, (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found]);
}
