import { expect, fixture, html } from '@open-wc/testing';
import { sample } from '../helpers/campaign.ts';
import { contrast, groundOf, parseColor } from '../helpers/color.ts';
import { controlsIn, faintFocus } from '../helpers/controls.ts';
import { moving } from '../helpers/motion.ts';
import { SCENES, isForEarsOnly, show, textsIn, titleOf, type Scene } from '../helpers/scenes.ts';
import { setMedia } from '../helpers/viewport.ts';

/*
 * What a reader has set for the whole system. Chromium is asked in the middle of a test; Firefox and WebKit skip these
 * in the run of everything else and are started for them, as `MEDIA` in web-test-runner.config.mjs says.
 */

for (const scene of SCENES) {
  describe(titleOf(scene), () => {
    it('[A-all-forced-colors] is all there in forced colours', async function forced() {
      if (!(await setMedia({ 'forced-colors': 'active' }))) this.skip();
      try {
        const { element } = await show(scene, { width: 640 });
        const root = element.shadowRoot!;
        const canvas = getComputedStyle(await colored('Canvas')).color;
        const faults: string[] = [];
        for (const { text, parent } of textsIn(element)) {
          const style = getComputedStyle(parent);
          if (isForEarsOnly(parent) || parent instanceof SVGElement) continue;
          const ground = groundOf(parent);
          if (ground && contrast(parseColor(style.color), ground) < 4.5)
            faults.push(`"${text.data.trim()}" cannot be read`);
        }
        for (const control of root.querySelectorAll<HTMLElement>(
          'button, input:not([type="radio"], [type="checkbox"]), textarea, select',
        )) {
          if (!control.checkVisibility({ visibilityProperty: true }) || isForEarsOnly(control)) continue;
          const boxes = [
            control,
            control.parentElement!,
            ...(control.closest('.segmented, .control, .tabs')
              ? [control.closest('.segmented, .control, .tabs')!]
              : []),
          ];
          const hasEdge = boxes.some((each) => {
            const style = getComputedStyle(each);
            return (
              (parseFloat(style.borderBlockStartWidth) > 0 && style.borderBlockStartStyle !== 'none') ||
              style.backgroundColor !== canvas ||
              style.textDecorationLine !== 'none'
            );
          });
          if (!hasEdge) faults.push(`${control.outerHTML.slice(0, 70)} has no edge`);
        }
        for (const part of root.querySelectorAll('.seg, .fl')) {
          const style = getComputedStyle(part);
          const paint = part instanceof SVGElement ? style.fill : style.backgroundColor;
          if (
            paint === canvas &&
            style.backgroundImage === 'none' &&
            parseFloat(style.borderBlockStartWidth) === 0 &&
            style.outlineStyle === 'none' &&
            style.boxShadow === 'none'
          )
            faults.push(`.${part.getAttribute('class')} has the colour of the page`);
        }
        expect(faults).to.deep.equal([]);
        expect(faintFocus(root).faults).to.deep.equal([]);
      } finally {
        await setMedia();
      }
    });

    it('[A-all-reduced-motion] moves nothing under reduced motion', async function reduced() {
      if (!(await setMedia({ 'prefers-reduced-motion': 'reduce' }))) this.skip();
      try {
        const { element, store } = await shownMoving(scene);
        expect(moving(element)).to.deep.equal([]);
        if (!['loading', 'fault'].includes(scene.name)) {
          const { goals } = sample();
          store.ready(
            sample({
              rev: 9,
              goals: goals!.map((goal) => ({ ...goal, raised: { confirmed: Math.round(goal.target! * 0.9) } })),
            }),
          );
          await (element as unknown as { updateComplete: Promise<unknown> }).updateComplete;
          expect(moving(element), 'after a change').to.deep.equal([]);
        }
        for (const control of controlsIn(element.shadowRoot!).slice(0, 12)) control.focus();
        expect(moving(element), 'while the focus wanders').to.deep.equal([]);
      } finally {
        await setMedia();
      }
    });
  });
}

/** Shown, but not brought to rest by the helper. */
async function shownMoving(scene: Scene) {
  const shown = await show({ ...scene, name: 'loading' });
  return shown;
}

async function colored(color: string): Promise<HTMLElement> {
  const probe = await fixture<HTMLElement>(html`<i></i>`);
  probe.style.color = color;
  return probe;
}
