/*
 * Where an element is on the screen and how large it is: one observer of each kind serves every element of the page.
 */

type Callback<T> = (value: T) => void;

const inView = new WeakMap<Element, Set<Callback<boolean>>>();
const sizes = new WeakMap<Element, Callback<DOMRectReadOnly>>();
let viewObserver: IntersectionObserver | undefined;
let sizeObserver: ResizeObserver | undefined;

/**
 * Says whether the element is on the screen or within 200 px of it: once soon after the call, then on each change.
 * Where nobody can tell, it is.
 */
export function watchView(element: Element, callback: Callback<boolean>): () => void {
  if (typeof IntersectionObserver === 'undefined') {
    callback(true);
    return () => {};
  }
  viewObserver ??= new IntersectionObserver(
    (entries) =>
      entries.forEach(({ target, isIntersecting }) => inView.get(target)?.forEach((each) => each(isIntersecting))),
    { rootMargin: '200px' },
  );
  const callbacks = inView.get(element) ?? new Set();
  inView.set(element, callbacks.add(callback));
  // Only an element that was not watched yet is told at once, so whoever comes second begins anew.
  viewObserver.unobserve(element);
  viewObserver.observe(element);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) viewObserver?.unobserve(element);
  };
}

/** Tells the size of the element's content box: once soon after the call, then on each change. */
export function watchSize(element: Element, callback: Callback<DOMRectReadOnly>): () => void {
  sizeObserver ??= new ResizeObserver((entries) =>
    entries.forEach((entry) => sizes.get(entry.target)?.(entry.contentRect)),
  );
  sizes.set(element, callback);
  sizeObserver.observe(element);
  return () => {
    sizes.delete(element);
    sizeObserver?.unobserve(element);
  };
}
