/** The documentation's few conveniences: search, a button that copies code, and pages folded away on a phone. */
const input = document.querySelector('#search');
const found = document.querySelector('#found');
const count = document.querySelector('#count');
const MOST = 12;

/** @type {Promise<[address: string, title: string, words: string][]> | undefined} */
let index;

input.form.addEventListener('submit', (event) => {
  event.preventDefault();
  found.querySelector('a')?.click();
});
input.addEventListener('input', () => void search());
input.addEventListener('focus', () => void search());
input.form.parentElement.addEventListener('keydown', (event) => {
  const links = [...found.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement);
  if (event.key === 'Escape') {
    show([]);
    input.focus();
  } else if (event.key === 'ArrowDown' && links.length > 0) {
    event.preventDefault();
    links[Math.min(at + 1, links.length - 1)].focus();
  } else if (event.key === 'ArrowUp' && at >= 0) {
    event.preventDefault();
    (links[at - 1] ?? input).focus();
  }
});
document.addEventListener('click', (event) => {
  if (!input.form.parentElement.contains(event.target)) found.hidden = true;
});

// Somebody may have typed before this script came.
if (document.activeElement === input) void search();

async function search() {
  const words = input.value.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? [];
  if (words.length === 0) return show([]);
  index ??= fetch('search.json').then((answer) => answer.json());
  const asked = input.value;
  const entries = await index.catch(() => {
    index = undefined; // the next letter tries again
    return [];
  });
  if (input.value !== asked) return;
  // A word in the heading says more than one below it.
  const hits = entries
    .map(([address, title, text]) => {
      const heading = title.toLowerCase();
      const score = words.map((word) => (heading.includes(word) ? 2 : text.includes(word) ? 1 : 0));
      return { address, title, score: score.includes(0) ? 0 : score.reduce((sum, each) => sum + each, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  show(hits, asked);
}

function show(hits, asked) {
  found.hidden = asked === undefined;
  const items = hits.slice(0, MOST).map(({ address, title }) => {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = title;
    return item(link);
  });
  if (asked !== undefined && hits.length === 0) {
    const text = document.createElement('p');
    text.textContent = `Nothing has “${asked}” in it.`;
    items.push(item(text));
  }
  found.replaceChildren(...items);
  count.textContent = asked === undefined ? '' : hits.length === 1 ? '1 place' : `${hits.length} places`;
}

function item(child) {
  const li = document.createElement('li');
  li.append(child);
  return li;
}

for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    const text = block.querySelector('code').textContent;
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    if (!done) getSelection()?.selectAllChildren(block.querySelector('code'));
    button.textContent = done ? 'Copied' : 'Selected: press Ctrl+C';
    setTimeout(() => (button.textContent = 'Copy'), 3000);
  });
  block.append(button);
}

const pages = document.querySelector('.pages');
const narrow = matchMedia('(width < 52rem)');
const fold = () => (pages.open = !narrow.matches);
narrow.addEventListener('change', fold);
fold();
