import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { shadowText } from '../contract.ts';
import { allowConsole } from '../helpers/browser.ts';
import { settled } from '../helpers/campaign.ts';
import { FIRST_SCENES, quiet, show } from '../helpers/scenes.ts';

/*
 * A page's own code, a framework and a page builder write attributes and properties and take them away again while the
 * page is read: by `removeAttribute`, and by setting null or undefined. What is gone leaves nothing behind.
 */

/** Every word that some attribute knows, and what none does. */
const KNOWN = (
  'hero strip compact steps dialog button carousel grid list recent multiples switch table vertical radial cairn strata ' +
  'teams top bottom initials first-initial shuffled week local session dark light card lazy plum nonsense'
).split(' ');
const OWN: Record<string, string[]> = {
  mock: ['offline'],
  lang: ['de', 'ar'],
  terms: ['{"tryAgain":"Again"}', '{'],
  endpoint: ['nonsense:x'],
  pathway: ['volunteer', 'nonsense'],
  goal: ['trees', 'nonsense'],
  target: ['5000', 'many'],
  from: ['2999-01-01', 'soon'],
  until: ['2020-01-01T00:00:00Z'],
};

/** What a reader sees, and what a style of the page could name. */
function pictureOf(element: HTMLElement): string {
  const own = [...element.attributes].map(({ name, value }) => `${name}="${value}"`).sort();
  return `${own.join(' ')} ${getComputedStyle(element).display} ${shadowText(element)}`;
}

/** Where two pictures part. */
function difference(now: string, first: string): string {
  const at = [...now].findIndex((letter, index) => letter !== first[index]);
  return `shows …${now.slice(Math.max(0, at - 40), at + 60)}…, at first …${first.slice(Math.max(0, at - 40), at + 60)}…`;
}

describe('what is set and taken away again', () => {
  for (const scene of FIRST_SCENES) {
    it(`[AL14] [F12] leaves <${scene.tag}> as it was`, async function leaves() {
      this.timeout(90_000);
      // Nonsense is answered with a line that says so.
      allowConsole(/cairn/i);
      const { element } = await show({ ...scene, attributes: {} });
      const first = pictureOf(element);
      const { elementProperties } = customElements.get(scene.tag) as unknown as typeof LitElement;
      const values = element as unknown as Record<PropertyKey, unknown>;
      const left: string[] = [];
      for (const [property, options] of [...elementProperties, ['lang', {}] as const]) {
        if (options.state) continue;
        const name = typeof options.attribute === 'string' ? options.attribute : String(property).toLowerCase();
        const before = values[property];
        const words = OWN[name] ?? (options.type ? ['', '3', 'x'] : options.converter ? KNOWN : ['', '25']);
        for (const word of options.attribute === false ? [] : words) {
          element.setAttribute(name, word);
          const isKnown = values[property] !== before;
          if (isKnown) await settled(element);
          element.removeAttribute(name);
          if (isKnown) await settled(element);
        }
        if (name !== 'lang') {
          for (const value of [25, null, undefined]) {
            values[property] = value;
            await settled(element);
          }
          values[property] = before;
        }
        await quiet(element);
        const now = pictureOf(element);
        if (now !== first) left.push(`${name} ${difference(now, first)}`);
      }
      expect(left.join('\n')).to.equal('');
    });
  }
});
