/** The floor: a native `<progress>` and the same words as plain elements. */
import { content, layOut, type Content } from './content.ts';

const all: { bar: HTMLProgressElement; raised: Text; given: Text; root: Element }[] = [];

function text(tag: string, value: string): [HTMLElement, Text] {
  const element = document.createElement(tag);
  const node = document.createTextNode(value);
  element.append(node);
  return [element, node];
}

function make(c: Content): Element {
  const root = document.createElement('section');
  const [title] = text('h2', c.title);
  const [figure, raised] = text('strong', c.raised);
  const [of] = text('span', c.of);
  const bar = document.createElement('progress');
  bar.max = 100;
  bar.value = c.percent;
  bar.setAttribute('aria-label', c.title);
  const legend = document.createElement('ul');
  const items = c.legend.map((line) => text('li', line));
  legend.append(...items.map(([element]) => element));
  const stats = document.createElement('dl');
  for (const [name, value] of c.stats) stats.append(text('dt', name)[0], text('dd', value)[0]);
  const marks = document.createElement('ol');
  marks.append(...c.milestones.map((line) => text('li', line)[0]));
  root.append(title, figure, of, bar, marks, legend, stats);
  all.push({ bar, raised, given: items[0]![1], root });
  return root;
}

window.contender = {
  fill(box, n) {
    all.length = 0;
    for (let i = 0; i < n; i++) box.append(make(content()));
  },
  update(confirmed) {
    const c = content(confirmed);
    for (const one of all) {
      one.bar.value = c.percent;
      one.raised.data = c.raised;
      one.given.data = c.legend[0]!;
    }
  },
  settled: () => Promise.resolve(),
  layOut: () => layOut(),
};
