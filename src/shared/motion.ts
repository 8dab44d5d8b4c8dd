let reduced: MediaQueryList | undefined;

/** Whether anything may move for this element: the visitor's wish, and the page's `--cairn-motion: 0`. */
export function mayMove(element: Element): boolean {
  reduced ??= matchMedia('(prefers-reduced-motion: reduce)');
  if (reduced.matches || document.visibilityState === 'hidden') return false;
  return getComputedStyle(element).getPropertyValue('--cairn-motion').trim() !== '0';
}
