/** What moves at this moment: animations longer than a blink. A fade of a colour is no motion. */
export function moving(element: HTMLElement): string[] {
  return [...element.shadowRoot!.getAnimations()].flatMap((each) => {
    const { activeDuration = 0 } = each.effect?.getComputedTiming() ?? {};
    if (Number(activeDuration) <= 0) return [];
    const what =
      each instanceof CSSTransition
        ? each.transitionProperty
        : each instanceof CSSAnimation
          ? each.animationName
          : each.id;
    return [`${what} for ${Number(activeDuration)} ms`];
  });
}
