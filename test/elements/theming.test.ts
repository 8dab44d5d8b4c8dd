import { expect, fixture, waitUntil } from '@open-wc/testing';
import { LitElement, html } from 'lit';
import '../../src/define/progress-thermometer.ts';
import { hostStyles } from '../../src/shared/host.styles.ts';
import { climb } from '../../src/shared/ladder.ts';
import { tokenStyles } from '../../src/shared/tokens.styles.ts';
import { settled } from '../helpers/campaign.ts';
import { contrast, encoded, groundOf, opacityOf, over, parseColor, type Color } from '../helpers/color.ts';
import { SCENES, isForEarsOnly, show, textsIn, titleOf } from '../helpers/scenes.ts';

/*
 * The colours of design.md §3: any accent, any ink, light and dark. The roles are computed by the browser from the real
 * stylesheet; only the contrast is computed here.
 */

/** Brand colours people bring: pale, dark, saturated, grey, the ends, and some outside sRGB. */
const ACCENTS = [
  ...['#000000', '#ffffff', '#777777', '#111111', '#eeeeee', '#c0c0c0', '#36454f', '#708090', '#2f3e46'],
  ...['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#00ffff', '#ff00ff', '#ff7f00', '#7f00ff', '#ff0080'],
  ...['#f7d6e0', '#fff8b8', '#d6f5e3', '#dbeafe', '#ede4ff', '#ffe4cc', '#fdf2f8', '#e0fbff', '#f5f5dc'],
  ...['#1b0000', '#001b00', '#00001b', '#2b0a3d', '#3b2300', '#00303a', '#0b3d2e', '#4a0404'],
  ...['#c8102e', '#1d4ed8', '#0f766e', '#e4572e', '#6d28d9', '#b45309', '#be185d', '#15803d', '#0ea5e9'],
  ...['#f59e0b', '#84cc16', '#d946ef', '#a3a300', '#8b5e3c', '#5f6f52', '#ff6f61', '#40e0d0'],
  ...['oklch(0.45 0.085 160)', 'oklch(0.7 0.37 145)', 'color(display-p3 0 1 0)', 'color(display-p3 1 0 0)'],
  ...['color(display-p3 0 0 1)', 'hsl(50 100% 50%)', 'rebeccapurple', 'lab(50% 80 -90)'],
];

/** Pages: what a site's own text and ground look like. Grounds as far from white and black as sites dare with body text. */
const PAGES = {
  light: [
    { name: 'black on white', ink: '#000', ground: '#fff' },
    { name: 'ink on white', ink: '#1f2933', ground: '#fff' },
    { name: 'grey on white', ink: '#555', ground: '#fff' },
    { name: 'the palest legal grey on white', ink: '#767676', ground: '#fff' },
    { name: 'grey that is too pale', ink: '#808080', ground: '#fff' },
    { name: 'navy on cream', ink: '#14213d', ground: '#fdf6e3' },
    { name: 'brown on sand', ink: '#3b2f2f', ground: '#f1e4d1' },
    { name: 'ink on sky', ink: '#0b1f33', ground: '#dbeafe' },
    { name: 'ink on mint', ink: '#0f2e22', ground: '#d6f5e3' },
    { name: 'ink on rose', ink: '#33101c', ground: '#fbe3ea' },
    { name: 'ink on grey', ink: '#222', ground: '#e8e8e8' },
  ],
  dark: [
    { name: 'white on black', ink: '#fff', ground: '#000' },
    { name: 'grey on black', ink: '#a3a3a3', ground: '#000' },
    { name: 'pale on charcoal', ink: '#e5e5e5', ground: '#1e1e1e' },
    { name: 'pale on slate', ink: '#e2e8f0', ground: '#1e293b' },
    { name: 'pale on navy', ink: '#e6edf7', ground: '#0b1f3a' },
    { name: 'cream on forest', ink: '#fdf6e3', ground: '#12352a' },
    { name: 'rose on wine', ink: '#fbe3ea', ground: '#3a0d1c' },
    { name: 'pale on grey', ink: '#f0f0f0', ground: '#2d2d2d' },
  ],
};

const ROLES = {
  fill: '--_fill',
  onFill: '--_on-fill',
  mark: '--_mark',
  onMark: '--_on-mark',
  accentText: '--_accent-text',
  muted: '--_muted',
  line: '--_line',
  track: '--_track',
  sunken: '--_sunken',
  tint: '--_tint',
  tint2: '--_tint-2',
  card: '--_card',
  field: '--_field',
  danger: '--_danger',
  text: 'currentColor',
} as const;
type Roles = Record<keyof typeof ROLES, Color>;

/** Every role as the colour of a leaf of its own, as in an element. */
class RoleProbe extends LitElement {
  static override styles = [hostStyles, tokenStyles];
  readonly states = this.attachInternals().states;
  protected override render() {
    return Object.keys(ROLES).map((role) => html`<i id=${role}></i>`);
  }
  protected override firstUpdated() {
    for (const [id, role] of Object.entries(ROLES)) {
      this.renderRoot
        .querySelector<HTMLElement>(`#${id}`)!
        .style.setProperty('background-color', role === 'currentColor' ? role : `var(${role})`);
    }
  }
  roles(): Roles {
    const read = (id: string) => parseColor(getComputedStyle(this.renderRoot.querySelector(`#${id}`)!).backgroundColor);
    return Object.fromEntries(Object.keys(ROLES).map((id) => [id, read(id)])) as Roles;
  }
}
customElements.define('role-probe', RoleProbe);

/** [what, on what, least contrast] for one ground. */
function pairs(roles: Roles, ground: Color, surface: 'plain' | 'card'): [string, number, number][] {
  const on = (layer: Color) => over(layer, ground);
  const list: [string, number, number][] = [
    ['text on fill', contrast(roles.onFill, on(roles.fill)), 4.5],
    ['text on mark', contrast(roles.onMark, on(roles.mark)), 4.5],
    ['accent text', contrast(roles.accentText, ground), 4.5],
    ['accent text on tint', contrast(roles.accentText, on(roles.tint)), 4.5],
    ['danger', contrast(roles.danger, ground), 4.5],
    ['focus ring', contrast(roles.accentText, ground), 3],
    ['mark', contrast(roles.mark, ground), 3],
    ['mark on track', contrast(roles.mark, on(roles.track)), 3],
    ['control line', contrast(roles.line, ground), 3],
    ['field: control line', contrast(roles.line, roles.field), 3],
    ['field: mark', contrast(roles.mark, roles.field), 3],
  ];
  // Muted text can be no darker than the page's own; on the card the ground is ours and the ink still the page's.
  const ink = contrast(roles.text, ground);
  list.push(['muted', contrast(roles.muted, ground), Math.min(4.5, ink)]);
  if (surface === 'plain')
    list.push([
      'muted on sunken',
      contrast(roles.muted, on(roles.sunken)),
      Math.min(4.5, contrast(roles.text, on(roles.sunken))),
    ]);
  return list;
}

describe('[AL5] [A-all-1.4.3] the luminance ladder', () => {
  let page: HTMLElement;
  const newProbe = async () => {
    const probe = document.createElement('role-probe') as RoleProbe;
    page.append(probe);
    await probe.updateComplete;
    return probe;
  };

  beforeEach(() => {
    page = document.createElement('div');
    document.body.append(page);
  });
  afterEach(() => page.remove());

  for (const [scheme, pages] of Object.entries(PAGES)) {
    // In CSS, and worked out in script for engines that cannot do that.
    for (const way of ['css', 'script'])
      for (const { name, ink, ground } of pages) {
        it(`${way}: ${scheme}: ${name}, ${ACCENTS.length} accents, plain and card`, async () => {
          const probe = await newProbe();
          page.style.color = ink;
          page.style.backgroundColor = ground;
          probe.states.clear();
          probe.states.add(scheme);
          const bare = parseColor(getComputedStyle(page).backgroundColor);
          const worst = new Map<string, { ratio: number; least: number; accent: string }>();
          for (const accent of ACCENTS) {
            page.style.setProperty('--cairn-accent', accent);
            if (way === 'script') climb(probe, probe.shadowRoot!, scheme === 'dark');
            const roles = probe.roles();
            for (const surface of ['plain', 'card'] as const) {
              for (const [what, ratio, least] of pairs(
                roles,
                surface === 'card' ? over(roles.card, bare) : bare,
                surface,
              )) {
                const key = `${surface}: ${what}`;
                const before = worst.get(key);
                if (!before || ratio < before.ratio) worst.set(key, { ratio, least, accent });
              }
            }
          }
          const faults = [...worst]
            .filter(([, { ratio, least }]) => ratio < least - 0.005)
            .map(
              ([what, { ratio, least, accent }]) => `${what}: ${ratio.toFixed(2)} < ${least.toFixed(2)} with ${accent}`,
            );
          expect(faults).to.deep.equal([]);
        });
      }
    it(`${scheme}: script comes to the colours of CSS`, async () => {
      const [css, script] = [await newProbe(), await newProbe()];
      for (const probe of [css, script]) probe.states.add(scheme);
      const far: string[] = [];
      for (const { ink } of pages) {
        page.style.color = ink;
        for (const accent of ACCENTS) {
          page.style.setProperty('--cairn-accent', accent);
          climb(script, script.shadowRoot!, scheme === 'dark');
          const [one, other] = [css.roles(), script.roles()];
          for (const role of Object.keys(ROLES) as (keyof typeof ROLES)[]) {
            const steps = one[role].rgb.map((part, index) =>
              Math.abs(encoded(part) - encoded(other[role].rgb[index]!)),
            );
            // The script reads an accent, and writes a role, in steps of a 255th.
            if (Math.max(...steps) > 2.5 / 255) far.push(`${role} of ${accent} in ${ink}`);
          }
        }
      }
      expect(far).to.deep.equal([]);
    });
  }
});

describe('[AL5] the scheme of the page', () => {
  const seen = async (ink: string, more: { ground?: string; scheme?: string } = {}) => {
    const page = await fixture<HTMLElement>(html`<div></div>`);
    page.style.color = ink;
    page.style.backgroundColor = more.ground ?? '';
    const element = document.createElement('cairn-progress-thermometer');
    for (const [name, value] of [
      ['raised', '10'],
      ['target', '20'],
      ['unit', 'EUR'],
    ] as const)
      element.setAttribute(name, value);
    if (more.scheme) element.setAttribute('scheme', more.scheme);
    page.append(element);
    // A busy page reads its colours in the next task.
    await waitUntil(() => getComputedStyle(element).colorScheme !== 'normal', 'it never looked at the page');
    return getComputedStyle(element).colorScheme;
  };

  for (const { ink } of PAGES.light) it(`is light under ${ink}`, async () => expect(await seen(ink)).to.equal('light'));
  for (const { ink } of PAGES.dark) it(`is dark under ${ink}`, async () => expect(await seen(ink)).to.equal('dark'));
  for (const ink of [
    'oklch(0.9 0.02 250)',
    'color(display-p3 0.9 0.9 1)',
    'color-mix(in oklab, white 80%, blue)',
    'hwb(0 90% 0%)',
  ])
    it(`is dark under ${ink}`, async () => expect(await seen(ink)).to.equal('dark'));
  for (const ink of ['#888', 'oklch(0.3 0.1 20)', 'rgb(20 20 20 / 0.8)'])
    it(`is light under ${ink}`, async () => expect(await seen(ink)).to.equal('light'));

  it('is what the author insists on', async () => {
    expect(await seen('#111', { scheme: 'dark' })).to.equal('dark');
    expect(await seen('#fff', { scheme: 'light', ground: '#000' })).to.equal('light');
  });

  it('follows the page when it changes', async () => {
    const page = await fixture<HTMLElement>(html`<div></div>`);
    document.documentElement.style.color = '#222';
    const element = document.createElement('cairn-progress-thermometer');
    for (const [name, value] of [
      ['raised', '10'],
      ['target', '20'],
      ['unit', 'EUR'],
    ] as const)
      element.setAttribute(name, value);
    page.append(element);
    await settled(element);
    expect(getComputedStyle(element).colorScheme).to.equal('light');
    document.documentElement.style.color = '#eee';
    await waitUntil(() => getComputedStyle(element).colorScheme === 'dark', 'it never became dark');
    document.documentElement.style.color = '';
    await waitUntil(() => getComputedStyle(element).colorScheme === 'light', 'it never became light again');
  });
});

/*
 * The same on the elements themselves: every text a reader sees, on the ground it lies on. Pictures and gradients are
 * left out, a calculation cannot see them; the layout that lays text on a picture has its own test.
 */
describe('[AL5] [A-all-1.4.3] texts of the elements', () => {
  const some = [
    'oklch(0.45 0.085 160)',
    '#000',
    '#fff',
    '#ffff00',
    '#f7d6e0',
    '#0000ff',
    '#c8102e',
    '#777',
    '#00ff00',
    '#2b0a3d',
  ];

  for (const scene of SCENES) {
    it(`${titleOf(scene)}: with any accent, light and dark, plain and card`, async () => {
      const { element } = await show(scene, { width: 720 });
      const page = element.parentElement!;
      const faults = new Set<string>();
      let seen = 0;
      for (const surface of ['plain', 'card']) {
        element.setAttribute('surface', surface);
        for (const [scheme, { ink, ground }] of [
          ['light', { ink: '#1f2933', ground: '#f6f1e7' }],
          ['dark', { ink: '#e6e6e6', ground: '#1e1e1e' }],
        ] as const) {
          page.style.color = ink;
          page.style.backgroundColor = ground;
          element.setAttribute('scheme', scheme);
          await settled(element);
          await still(element);
          for (const accent of some) {
            page.style.setProperty('--cairn-accent', accent);
            await still(element);
            for (const { text, parent } of textsIn(element)) {
              // What is written on a drawing lies on its mark, which the ladder is tried with.
              if (parent instanceof SVGElement || isForEarsOnly(parent) || opacityOf(parent) < 1) continue;
              const below = groundOf(parent);
              if (!below) continue;
              seen += 1;
              const style = getComputedStyle(parent);
              const color = parseColor(style.color);
              const size = parseFloat(style.fontSize);
              const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
              const ratio = contrast(color, below);
              if (ratio < (isLarge ? 3 : 4.5) - 0.005)
                faults.add(
                  `${ratio.toFixed(2)} "${text.data.trim().slice(0, 30)}" .${parent.getAttribute('class')} ${surface} ${scheme} ${accent}`,
                );
            }
          }
        }
      }
      expect([...faults].slice(0, 12)).to.deep.equal([]);
      if (!['loading'].includes(scene.name)) expect(seen, 'texts looked at').to.be.greaterThan(0);
    });
  }
});

/** Colours fade for a moment when they change. */
async function still(element: HTMLElement): Promise<void> {
  for (const animation of element.shadowRoot!.getAnimations())
    if (animation instanceof CSSTransition) animation.finish();
}

it('[A-all-1.4.3] the calculation knows what WCAG says', () => {
  const on = (top: string, ground: string) => contrast(parseColor(top), parseColor(ground));
  expect(on('rgb(0, 0, 0)', 'rgb(255, 255, 255)')).to.be.closeTo(21, 0.001);
  expect(on('rgb(118, 118, 118)', 'color(srgb 1 1 1)')).to.be.closeTo(4.542, 0.001);
  expect(on('rgb(119, 119, 119)', 'oklch(1 0 0)')).to.be.lessThan(4.5);
  expect(on('color(xyz-d65 0.9505 1 1.0891)', 'oklab(0 0 0)')).to.be.closeTo(21, 0.01);
  expect(on('rgba(0, 0, 0, 0.5)', 'rgb(255, 255, 255)')).to.be.closeTo(
    on('rgb(127.5 127.5 127.5)', 'rgb(255 255 255)'),
    0.001,
  );
});
