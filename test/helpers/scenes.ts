/** Every showing element in its layouts and states: what the rows about "all elements" are tried on. */
import { html, unsafeStatic } from 'lit/static-html.js';
import { CampaignError } from '../../src/data/error.ts';
import '../../src/define/contribution-form.ts';
import '../../src/define/impact-chart.ts';
import '../../src/define/member-spotlight.ts';
import '../../src/define/mission-banner.ts';
import '../../src/define/progress-thermometer.ts';
import { FakeStore, mount, NOW, sample, settled } from './campaign.ts';

export interface Scene {
  readonly tag: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What the store says. */
  readonly state: (store: FakeStore) => void;
  /** What a reader does before it is looked at. */
  readonly then?: (element: HTMLElement) => void;
}

export interface Shown {
  readonly element: HTMLElement;
  readonly store: FakeStore;
}

/** A picture that is there. */
export const asset = (name: string) => new URL(`/demo/assets/${name}`, location.href).href;

const DAY = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY).toISOString();
const ready = (store: FakeStore) => void store.ready();
const members = () => ({
  items: sample().members!.items!.map((each, index) =>
    index % 2
      ? each
      : {
          ...each,
          avatar: { src: asset('f-maren.svg'), alt: `Portrait of ${each.name}` },
          image: { src: asset('p-maren.svg'), alt: `Portrait of ${each.name}` },
        },
  ),
});

const STATES: Record<string, (store: FakeStore) => void> = {
  loading: () => {},
  fault: (store) => store.fail(),
  stale: (store) => void store.ready(sample(), { error: new CampaignError('network', 'no answer') }),
  upcoming: (store) => void store.ready(sample({ status: 'upcoming', startsAt: at(9) })),
  paused: (store) => void store.ready(sample({ status: 'paused' })),
  ended: (store) => void store.ready(sample({ status: 'ended', endsAt: at(-2) })),
  empty: (store) =>
    void store.ready(
      sample({
        goals: sample().goals!.map((goal) => ({ ...goal, raised: { confirmed: 0 }, supporters: 0 })),
        members: { items: [] },
        contributions: { total: 0, items: [] },
        updates: { items: [] },
        evidence: [],
        history: [],
      }),
    ),
};

const LAYOUTS: Record<string, Record<string, Record<string, string>>> = {
  'cairn-mission-banner': {
    hero: { pathways: 'donate volunteer pledge' },
    split: { layout: 'split' },
    strip: { layout: 'strip' },
    compact: { layout: 'compact' },
    'no image': { 'without-image': '', 'with-progress': '' },
  },
  'cairn-progress-thermometer': {
    bar: {},
    vertical: { variant: 'vertical' },
    radial: { variant: 'radial' },
    compact: { variant: 'compact' },
    cairn: { variant: 'cairn' },
    strata: { variant: 'strata' },
  },
  'cairn-member-spotlight': {
    featured: {},
    carousel: { layout: 'carousel' },
    grid: { layout: 'grid', 'with-amounts': '' },
    list: { layout: 'list' },
    recent: { layout: 'recent' },
  },
  'cairn-impact-chart': { chart: {}, table: { view: 'table' } },
  'cairn-contribution-form': {
    form: {},
    card: { surface: 'card' },
    volunteer: { pathway: 'volunteer' },
    act: { pathway: 'act' },
    steps: { layout: 'steps' },
  },
};

/** The reached goal, and one that was passed, with the stretch goal ahead. */
const reached = (store: FakeStore) =>
  void store.ready(
    sample({
      goals: sample().goals!.map((goal) => ({ ...goal, raised: { confirmed: Math.round(goal.target! * 1.1) } })),
    }),
  );

export const SCENES: readonly Scene[] = Object.entries(LAYOUTS).flatMap(([tag, layouts]) => [
  ...Object.entries(layouts).map(([name, attributes]) => ({
    tag,
    name,
    attributes,
    state: (store: FakeStore) => void store.ready(sample({ members: members() })),
  })),
  ...Object.entries(STATES).map(([name, state]) => ({ tag, name, attributes: {}, state })),
  ...(tag === 'cairn-progress-thermometer'
    ? ['bar', 'vertical', 'radial', 'cairn'].map((variant) => ({
        tag,
        name: `reached, ${variant}`,
        attributes: { variant },
        state: reached,
      }))
    : []),
  ...(tag === 'cairn-contribution-form'
    ? [
        {
          tag,
          name: 'faults in the fields',
          attributes: {},
          state: ready,
          then: (element: HTMLElement) => element.shadowRoot!.querySelector<HTMLElement>('.submit')!.click(),
        },
      ]
    : []),
]);

const FIRST = [
  'cairn-mission-banner hero',
  'cairn-progress-thermometer bar',
  'cairn-member-spotlight grid',
  'cairn-impact-chart chart',
  'cairn-contribution-form form',
];

/** Each of the showing elements once, as it is drawn where nothing else is asked for. */
export const FIRST_SCENES = SCENES.filter(({ tag, name }) => FIRST.includes(`${tag} ${name}`));

/** The name of a scene in a test's title. */
export const titleOf = ({ tag, name }: Scene) => `<${tag}> ${name}`;

/** Shows a scene in a box of that width, and waits until it stands still. */
export async function show(
  scene: Scene,
  options: { width?: number; lang?: string; dir?: string; attributes?: Record<string, string> } = {},
): Promise<Shown> {
  const store = new FakeStore();
  scene.state(store);
  const tag = unsafeStatic(scene.tag);
  const element = await mount<HTMLElement>(
    html`<${tag}><a href="https://northfell.example/give">Give on our site</a></${tag}>` as never,
    store,
    options,
  );
  for (const [name, value] of Object.entries({ ...scene.attributes, ...options.attributes })) {
    element.setAttribute(name, value);
  }
  await quiet(element, scene.name === 'loading');
  if (scene.then) {
    scene.then(element);
    await quiet(element, false);
  }
  return { element, store };
}

/** Waits for what an element still fetches: its later pieces, its language. */
export async function quiet(element: HTMLElement, mayBeBusy = false): Promise<void> {
  const end = Date.now() + 8000;
  let before = '';
  for (;;) {
    await settled(element);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
    for (const animation of element.shadowRoot!.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    const now = element.shadowRoot!.innerHTML;
    const busy = !mayBeBusy && element.shadowRoot!.querySelector('[aria-busy="true"]');
    // The drawing code comes once the chart is seen; until then a still picture stands there.
    const canvas = element.shadowRoot!.querySelector('canvas');
    const isDrawing = canvas?.checkVisibility() && !canvas.closest('[data-drawn]') && Date.now() < end - 4000;
    if (!busy && !isDrawing && now === before) return;
    if (Date.now() > end) throw new Error(`<${element.localName}> never stood still`);
    before = now;
  }
}

/** Every element with text of its own inside, shadow roots included, that a reader can see. */
export function textsIn(element: HTMLElement): { text: Text; parent: Element }[] {
  const found: { text: Text; parent: Element }[] = [];
  const walker = document.createTreeWalker(element.shadowRoot!, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const parent = text.parentElement;
    if (!parent || !text.data.trim() || parent.closest('style, script, title, desc, canvas')) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    found.push({ text, parent });
  }
  return found;
}

/** Seen only by assistive technology: clipped to nothing. */
export function isForEarsOnly(element: Element): boolean {
  for (let node: Element | null = element; node; node = node.parentElement) {
    const style = getComputedStyle(node);
    if (style.clipPath !== 'none' && style.position === 'absolute' && node.getBoundingClientRect().width <= 2)
      return true;
  }
  return false;
}
