import { expect } from '@open-wc/testing';

/** Asks axe once nothing moves any more: a fade that is half-way has no contrast to judge. */
export async function audit(element: Element): Promise<void> {
  const animations = [...document.getAnimations(), ...(element.shadowRoot?.getAnimations() ?? [])];
  const ending = animations.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
  await expect(element).to.be.accessible();
}
