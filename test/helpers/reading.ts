/** Whether a reader can read everything: no text cut off, outside its box, or under another. Each answer lists faults. */
import { isForEarsOnly, textsIn } from './scenes.ts';

interface Line {
  readonly text: string;
  readonly rect: DOMRect;
  readonly parent: Element;
}

function linesOf(element: HTMLElement): Line[] {
  return textsIn(element).flatMap(({ text, parent }) => {
    if (isForEarsOnly(parent)) return [];
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()]
      .filter(({ width, height }) => width > 0.5 && height > 0.5)
      .map((rect) => ({ text: text.data.trim().slice(0, 40), rect, parent }));
  });
}

/** Texts that reach out of the element, or out of a box that cuts off what reaches out of it. */
export function cutTexts(element: HTMLElement, slack = 1.5): string[] {
  const outer = element.parentElement!.getBoundingClientRect();
  const faults = new Set<string>();
  for (const { text, rect, parent } of linesOf(element)) {
    if (!insideScroller(parent) && (rect.left < outer.left - slack || rect.right > outer.right + slack))
      faults.add(
        `"${text}" is outside: ${rect.left.toFixed()}…${rect.right.toFixed()} of ${outer.left.toFixed()}…${outer.right.toFixed()}`,
      );
    for (let node: Element | null = parent; node; node = node.parentElement) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(node);
      const box = node.getBoundingClientRect();
      // A line that is cut on purpose says so with an ellipsis.
      if (textOverflow === 'ellipsis' || (webkitLineClamp && webkitLineClamp !== 'none')) break;
      if (scrolls(overflowX)) break;
      if (isPainted(node) && (rect.left < box.left - slack || rect.right > box.right + slack))
        faults.add(`"${text}" sticks out of .${node.getAttribute('class')}`);
      // Descenders may lie a little lower than their box.
      const low = rect.height * 0.3;
      if (overflowX !== 'visible' && (rect.left < box.left - slack || rect.right > box.right + slack))
        faults.add(
          `"${text}" is cut at the side by .${node.getAttribute('class')}: ${rect.left.toFixed(1)}…${rect.right.toFixed(1)} in ${box.left.toFixed(1)}…${box.right.toFixed(1)}`,
        );
      if (
        overflowY !== 'visible' &&
        !scrolls(overflowY) &&
        (rect.top < box.top - low || rect.bottom > box.bottom + low)
      )
        faults.add(`"${text}" is cut above or below by .${node.getAttribute('class')}`);
    }
  }
  return [...faults];
}

/** Texts that lie on each other: more than a quarter of the smaller one. */
export function overlaidTexts(element: HTMLElement): string[] {
  const lines = linesOf(element).filter(({ parent }) => !(parent instanceof SVGElement));
  const faults = new Set<string>();
  lines.forEach((a, index) => {
    for (const b of lines.slice(index + 1)) {
      if (a.parent === b.parent) continue;
      const width = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const height = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
      if (width <= 1 || height <= 1) continue;
      const smaller = Math.min(a.rect.width * a.rect.height, b.rect.width * b.rect.height);
      if (width * height > smaller * 0.25) faults.add(`"${a.text}" and "${b.text}" lie on each other`);
    }
  });
  return [...faults];
}

/**
 * Words that go on in the next line though one line of the element would hold them. Not asked of what may be hyphenated,
 * nor of writing that has no spaces.
 */
export function brokenWords(element: HTMLElement): string[] {
  const base = element.shadowRoot!.querySelector('.base') ?? element;
  const { paddingLeft, paddingRight } = getComputedStyle(base);
  // A box of its own has some padding.
  const room = 0.95 * (base.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight));
  const faults = new Set<string>();
  for (const { text, parent } of textsIn(element)) {
    if (isForEarsOnly(parent) || getComputedStyle(parent).hyphens === 'auto') continue;
    for (const { 0: word, index } of text.data.matchAll(/[^\s\u00AD\u200B\p{Pd}/]+/gu)) {
      const range = document.createRange();
      // The hyphen that shows where a soft one breaks counts to what comes after it.
      range.setStart(text, text.data[index - 1] === '\u00AD' ? index + 1 : index);
      range.setEnd(text, index + word.length);
      const parts = [...range.getClientRects()].filter(({ width }) => width > 0.5);
      const width = parts.reduce((sum, part) => sum + part.width, 0);
      if (width <= room && parts.some(({ top }) => Math.abs(top - parts[0]!.top) > 4))
        faults.add(`"${word}" is broken in .${parent.getAttribute('class')}: ${width.toFixed()} of ${room.toFixed()}`);
    }
  }
  return [...faults];
}

/** Boxes that are narrower than what is in them; a stone may stand over an edge. */
export function narrowBoxes(element: HTMLElement): string[] {
  const stones = new CSSStyleSheet();
  stones.replaceSync('.chk, .stone { display: none !important }');
  const root = element.shadowRoot!;
  root.adoptedStyleSheets.push(stones);
  const faults = [...root.querySelectorAll<HTMLElement>(':not(svg, svg *, .vh)')]
    .filter((each) => each.checkVisibility() && each.clientWidth > 2 && !insideScroller(each) && !isForEarsOnly(each))
    // The scale's names may end in the room after the line.
    .filter((each) => !each.matches('.xa') && getComputedStyle(each).display !== 'inline')
    .filter((each) => each.scrollWidth > each.clientWidth + 1)
    .map((each) => `.${each.getAttribute('class')} holds ${each.scrollWidth} in ${each.clientWidth}`);
  root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== stones);
  return faults;
}

/** Boxes inside the element that can be scrolled sideways, and cannot be reached by keyboard. */
export function lostScrollers(element: HTMLElement): string[] {
  return [...element.shadowRoot!.querySelectorAll<HTMLElement>('*')]
    .filter((each) => scrolls(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth + 1)
    .filter(
      (each) => each.tabIndex < 0 && !each.querySelector('a[href], button:not([disabled]), input, [tabindex="0"]'),
    )
    .map((each) => `.${each.getAttribute('class')} scrolls and cannot be focused`);
}

/** Everything above, and whether the element keeps to its place. */
export function unreadable(element: HTMLElement): string[] {
  const wide = element.scrollWidth - element.clientWidth;
  return [
    ...cutTexts(element),
    ...overlaidTexts(element),
    ...lostScrollers(element),
    ...(wide > 1 ? [`${wide} px wider than its place`] : []),
  ];
}

/** A box one can see: what is written in it has to stay in it. */
function isPainted(node: Element): boolean {
  const { backgroundColor, borderInlineStartWidth, borderInlineEndWidth } = getComputedStyle(node);
  const isFilled = !/^(transparent|.*[,/] ?0\))$/.test(backgroundColor);
  return isFilled || (parseFloat(borderInlineStartWidth) > 0 && parseFloat(borderInlineEndWidth) > 0);
}

const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';

function insideScroller(element: Element): boolean {
  for (let node: Element | null = element; node; node = node.parentElement)
    if (scrolls(getComputedStyle(node).overflowX)) return true;
  return false;
}
