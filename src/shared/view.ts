/*
 * Where an element is on the screen and how large it is: one observer of each kind serves every element of the page.
 */

type Callback<T> = (value: T) => void;

const inView = new WeakMap<Element, Callback<boolean>>();
const sizes = new WeakMap<Element, Callback<DOMRectReadOnly>>();
let viewObserver: IntersectionObserver | undefined;
let sizeObserver: ResizeObserver | undefined;

/** Says whether the element is on the screen or within 200 px of it: once soon after the call, then on each change. */
export function watchView(element: Element, callback: Callback<boolean>): () => void {
  viewObserver ??= new IntersectionObserver(
    (entries) => entries.forEach((entry) => inView.get(entry.target)?.(entry.isIntersecting)),
    { rootMargin: '200px' },
  );
  inView.set(element, callback);
  viewObserver.observe(element);
  return () => {
    inView.delete(element);
    viewObserver?.unobserve(element);
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
