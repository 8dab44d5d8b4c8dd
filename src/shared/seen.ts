/*
 * When something has really been seen: half of it, or half a screen of what is taller, for a second, on a page in sight.
 * One observer serves every element of the page.
 */

const LASTS = 1000;

interface Watched {
  call: () => void;
  timer?: ReturnType<typeof setTimeout> | undefined;
}

const watched = new Map<Element, Watched>();
let observer: IntersectionObserver | undefined;

/** Calls back once when the element has been seen, unless the returned function was called before. */
export function watchSeen(element: Element, call: () => void): () => void {
  // What nobody can tell is not claimed.
  if (typeof IntersectionObserver === 'undefined') return () => {};
  // Fine steps, because of an element of many screens only a small part is ever in sight.
  observer ??= new IntersectionObserver((entries) => entries.forEach(look), {
    threshold: [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5],
  });
  watched.set(element, { call });
  observer.observe(element);
  return () => stop(element);
}

function look({ target, isIntersecting, intersectionRatio, intersectionRect, rootBounds }: IntersectionObserverEntry) {
  const entry = watched.get(target);
  if (!entry) return;
  // In a frame of another site the size of the screen is kept from us.
  const screen = rootBounds?.height ?? Infinity;
  const isSeen = isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= screen / 2);
  if (!isSeen) {
    clearTimeout(entry.timer);
    entry.timer = undefined;
  } else entry.timer ??= setTimeout(() => finish(target), LASTS);
}

function finish(element: Element): void {
  const entry = watched.get(element);
  stop(element);
  if (!entry) return;
  // An observer says nothing on a hidden page, so a new one begins its second when the page comes back.
  if (document.visibilityState === 'hidden') watchSeen(element, entry.call);
  else entry.call();
}

function stop(element: Element): void {
  clearTimeout(watched.get(element)?.timer);
  watched.delete(element);
  observer?.unobserve(element);
}
