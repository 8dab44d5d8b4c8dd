import { pageDefault } from './defaults.ts';
import { registerLengths } from './lengths.ts';
import { inLaterTurn } from './turn.ts';
import { version } from './version.ts';

interface CairnPage {
  /** Version of the copy that defined each tag. */
  readonly tags: Map<string, string>;
}

// The one thing Cairn leaves on the page: who defined what, so that a second copy can say so.
const KEY = Symbol.for('cairn.page.v1');

function page(): CairnPage {
  const scope = globalThis as { [KEY]?: CairnPage };
  return (scope[KEY] ??= { tags: new Map() });
}

/**
 * Defines `tag` unless it is taken; a taken tag is left alone with one warning that names both versions, because a
 * bare `customElements.define` would throw and take the rest of the script with it.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  // Only where an element can be drawn. Elsewhere its tag stays what it is, with the link inside: on a server, even where
  // Lit has put a `customElements` of its own; in jsdom and happy-dom, where pages are tested; in a browser from before 2024,
  // whose states have other names.
  if (typeof CustomStateSet === 'undefined' || !CSS.supports('selector(:state(a))')) return;
  const { tags } = page();
  if (customElements.get(tag) ?? tags.has(tag)) {
    const first = tags.get(tag);
    if (first !== version) {
      console.warn(
        `Cairn ${version}: <${tag}> is already defined by ${first ? `Cairn ${first}` : 'another script'}; that one stays.`,
      );
    }
    return;
  }
  if (tags.size === 0) {
    registerLengths();
    const analytics = pageDefault('analytics');
    if (analytics) void import('../analytics/index.ts').then(({ connect }) => connect(analytics));
  }
  tags.set(tag, version);
  // Upgrading what stands on the page is work, and to have run the whole file was work already: each takes its turn in
  // the tasks that follow, and keeps until then the room that `:not(:defined)` gives it.
  const upgrade = () => customElements.define(tag, element);
  if (document.querySelector(tag)) inLaterTurn(upgrade);
  else upgrade();
}
