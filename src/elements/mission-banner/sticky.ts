/** A banner that stays at an edge of the screen must not lie on what has the focus (WCAG 2.4.11). */

type Banner = HTMLElement & { readonly sticky: string };

const GAP = 12;

/** Moves the page by as much as needed whenever the focus went under the banner, until the returned function is called. */
export function keepFocusClear(banner: Banner): () => void {
  const handleFocus = (event: FocusEvent) => {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || event.composedPath().includes(banner)) return;
    // After the browser has brought it into view in its own way.
    requestAnimationFrame(() => uncover(banner, target));
  };
  const { ownerDocument } = banner;
  ownerDocument.addEventListener('focusin', handleFocus);
  return () => ownerDocument.removeEventListener('focusin', handleFocus);
}

function uncover(banner: Banner, target: Element): void {
  if (getComputedStyle(banner).position !== 'sticky') return;
  const bar = banner.getBoundingClientRect();
  const box = target.getBoundingClientRect();
  const isUnder = box.bottom > bar.top && box.top < bar.bottom && box.right > bar.left && box.left < bar.right;
  if (!isUnder) return;
  const isTop = banner.sticky === 'top';
  scrollBy({ top: isTop ? box.top - bar.bottom - GAP : box.bottom - bar.top + GAP, behavior: 'instant' });
}
