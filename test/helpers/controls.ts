/** What can be reached and pressed, and whether it is large enough, named, and seen to have the focus. */
import { contrast, groundOf, parseColor } from './color.ts';

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** Everything a reader can reach with Tab or press, in the order of the tree. */
export function controlsIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (each) =>
      !each.matches(':disabled, [tabindex="-1"], [type="hidden"]') &&
      !each.closest('[inert], [aria-hidden="true"]') &&
      each.checkVisibility({ visibilityProperty: true }),
  );
}

/** The box that answers to a press: a label stands in for the field it hides. */
export function targetOf(control: HTMLElement): DOMRect {
  const own = control.getBoundingClientRect();
  const label = (control as HTMLInputElement).labels?.[0];
  const isHidden = own.width < 4 || own.height < 4 || Number(getComputedStyle(control).opacity) === 0;
  return label && (isHidden || control.matches('[type="radio"], [type="checkbox"]'))
    ? label.getBoundingClientRect()
    : own;
}

/** [2.5.8] Targets under 24 px, links in the middle of a text excepted; and buttons under 44 px of height. */
export function smallTargets(root: ParentNode): string[] {
  return controlsIn(root).flatMap((control) => {
    const { width, height } = targetOf(control);
    const isInline = control.localName === 'a' && getComputedStyle(control).display === 'inline';
    const least = control.matches('.submit, .btn:not(.quiet)') ? 43.5 : 23.5;
    if (isInline || (height >= least && width >= 23.5)) return [];
    return [`${describe(control)} is ${width.toFixed(1)} × ${height.toFixed(1)}`];
  });
}

/** [4.1.2] Controls that would be read without a name. */
export function namelessControls(root: ParentNode): string[] {
  return controlsIn(root)
    .filter((control) => nameOf(control) === '')
    .map((control) => `${describe(control)} has no name`);
}

export function nameOf(element: Element): string {
  const root = element.getRootNode() as ParentNode;
  const labelledBy = element.getAttribute('aria-labelledby');
  const texts = labelledBy
    ? labelledBy.split(/\s+/).map((id) => root.querySelector(`#${CSS.escape(id)}`)?.textContent ?? '')
    : [
        element.getAttribute('aria-label') ??
          [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join(' '),
      ];
  const named = texts.join(' ').trim();
  if (named) return named.replace(/\s+/g, ' ');
  const images = [...element.querySelectorAll('img')].map((image) => image.alt).join(' ');
  return `${element.textContent ?? ''} ${images}`.replace(/\s+/g, ' ').trim();
}

/** [2.4.7] Gives each control the focus as a keyboard does; lists those that show none, or too little. */
export function faintFocus(root: ShadowRoot): { looked: number; faults: string[] } {
  const faults: string[] = [];
  let looked = 0;
  for (const control of controlsIn(root)) {
    control.focus({ focusVisible: true } as FocusOptions);
    if (root.activeElement !== control || !control.matches(':focus-visible')) continue;
    looked += 1;
    // A field may show it on the box around it.
    const ring = [
      control,
      control.parentElement,
      control.parentElement?.parentElement,
      ...(((control as HTMLInputElement).labels ?? []) as Iterable<HTMLElement>),
      control.nextElementSibling,
    ]
      .filter((each): each is HTMLElement => each instanceof HTMLElement)
      .find(
        (each) =>
          parseFloat(getComputedStyle(each).outlineWidth) >= 2 && getComputedStyle(each).outlineStyle !== 'none',
      );
    if (!ring) {
      faults.push(`${describe(control)} shows no focus`);
      continue;
    }
    const around = ring.parentElement && groundOf(ring.parentElement);
    const ratio = around ? contrast(parseColor(getComputedStyle(ring).outlineColor), around) : 21;
    if (ratio < 2.995) faults.push(`${describe(control)} shows a focus of ${ratio.toFixed(2)}:1`);
  }
  (root.activeElement as HTMLElement | null)?.blur();
  return { looked, faults };
}

export function describe(element: Element): string {
  const name = `${element.localName}.${element.getAttribute('class') ?? ''}`;
  return `${name} "${nameOf(element).slice(0, 30)}"`;
}
