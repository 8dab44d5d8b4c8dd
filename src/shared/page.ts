/*
 * What the page around an element looks like: its language, whether it is dark, and what time it is.
 * One observer, one media query and one timer serve every element of the page, and none runs without a listener.
 */

import { pageDefault } from './defaults.ts';
import { inTurn, isSpent } from './turn.ts';

type Listener = () => void;

/** Callbacks that share one source, which is opened for the first and closed after the last. */
function shared(open: (notify: Listener) => Listener): (listener: Listener) => Listener {
  const listeners = new Set<Listener>();
  let close: Listener | undefined;
  return (listener) => {
    listeners.add(listener);
    close ??= open(() => [...listeners].forEach((each) => each()));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        close?.();
        close = undefined;
      }
    };
  };
}

/** Calls back when the page may have changed its language, direction or colours. */
export const onPageChange = shared((notify) => {
  const observer = new MutationObserver(notify);
  const options = {
    attributes: true,
    attributeFilter: ['lang', 'dir', 'class', 'style', 'data-theme', 'data-bs-theme', 'data-color-scheme'],
  };
  observer.observe(document.documentElement, options);
  if (document.body) observer.observe(document.body, options);
  const media = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
  for (const query of media) query.addEventListener('change', notify);
  return () => {
    observer.disconnect();
    for (const query of media) query.removeEventListener('change', notify);
  };
});

/** Calls back every half minute while the page is visible, for texts such as "4 minutes ago". */
export const onTick = shared((notify) => {
  const tick = () => {
    if (document.visibilityState !== 'hidden') notify();
  };
  const timer = setInterval(tick, 30_000);
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
});

/** The element around `node`, leaving shadow roots by their host. */
function parentOf(node: Element): Element | null {
  const root = node.assignedSlot ?? node.parentElement ?? node.getRootNode();
  return root instanceof ShadowRoot ? root.host : root instanceof Element ? root : null;
}

/**
 * The language of an element: its own `lang`, else the nearest ancestor's, else that of the script tag, whose author
 * may not be the one of the document, else the document's, else the browser's.
 * Always a tag that `Intl` accepts.
 */
export function localeOf(element: Element): string {
  for (let node: Element | null = element; node; node = parentOf(node)) {
    const lang = (node === document.documentElement && pageDefault('locale')) || node.getAttribute('lang');
    if (lang && isLocale(lang)) return lang;
  }
  return typeof navigator !== 'undefined' && isLocale(navigator.language) ? navigator.language : 'en';
}

const locales = new Map<string, boolean>();

function isLocale(tag: string): boolean {
  let known = locales.get(tag);
  if (known === undefined) {
    try {
      known = Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      known = false;
    }
    if (locales.size > 50) locales.clear();
    locales.set(tag, known);
  }
  return known;
}

const luminances = new Map<string, number>();
let pixel: CanvasRenderingContext2D | null | undefined;

/** WCAG relative luminance (0 to 1) of any CSS colour the engine can paint; the colour's opacity is ignored. */
function luminanceOf(color: string): number {
  const known = luminances.get(color);
  if (known !== undefined) return known;
  const rgb = /^rgba?\(\s*([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)/.exec(color);
  const channels = rgb ? rgb.slice(1, 4).map(Number) : bytesOf(color);
  const [r = 0, g = 0, b = 0] = channels.map(linear);
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  if (luminances.size > 50) luminances.clear();
  luminances.set(color, luminance);
  return luminance;
}

/** A byte of sRGB as light, 0 to 1 (IEC 61966-2-1). */
export function linear(byte: number): number {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

/** Lets the engine turn a colour such as `oklch(…)` into sRGB bytes. */
export function bytesOf(color: string): number[] {
  pixel ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!pixel) return [0, 0, 0];
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = color;
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

const waiting = new Map<Element, (dark: boolean) => void>();

/**
 * Tells whether the page is dark where the element stands, by its inherited text colour: light text means a dark page.
 * This works on hosts that never declared a `color-scheme`. All elements that ask in one turn are read together before
 * any of them changes, because a style written between two readings costs a new style calculation each time.
 */
export function whenDark(element: Element, answer: (dark: boolean) => void): void {
  // The first style of a page full of elements is work that a busy task leaves to the next one.
  if (waiting.size === 0) {
    isSpent(); // starts the clock
    queueMicrotask(() => inTurn(readColors));
  }
  waiting.set(element, answer);
}

/** Answers all that ask; a first picture has it done before it is drawn, so that none appears in the wrong scheme. */
export function readColors(): void {
  const all = [...waiting].map(([element, answer]) => ({ element, answer, color: getComputedStyle(element).color }));
  waiting.clear();
  // In a shadow root that has not drawn its slot an element has no style at all. The slot comes within the turn.
  const late = all.filter(({ color }) => color === '');
  if (late.length > 0) {
    requestAnimationFrame(() => {
      for (const { element, answer } of late) if (getComputedStyle(element).color !== '') whenDark(element, answer);
    });
  }
  for (const { answer, color } of all) {
    // Between the palest grey that sites print on white and the darkest they print on black.
    if (color !== '') answer(luminanceOf(color) > 0.25);
  }
}
