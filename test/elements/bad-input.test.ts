import { expect, waitUntil } from '@open-wc/testing';
import { parseCampaign, type CampaignInput } from '../../src/data/schema.ts';
import { allowConsole, takeConsole } from '../helpers/browser.ts';
import { sample } from '../helpers/campaign.ts';
import { ADDRESSES, PAYLOADS, SIGNS } from '../helpers/payloads.ts';
import { unreadable } from '../helpers/reading.ts';
import { SCENES, asset, quiet, show, type Scene, type Shown } from '../helpers/scenes.ts';

/*
 * Documents nobody should send. Whatever stands in them, an element shows it sensibly or leaves it out: it throws
 * nothing, runs nothing, asks for nothing that was not a picture of the campaign, and says at most one line.
 */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

/** The layouts with the most in them. */
const DEFAULTS = SCENES.filter(({ tag, name }) =>
  [
    'cairn-mission-banner hero',
    'cairn-progress-thermometer bar',
    'cairn-progress-thermometer vertical',
    'cairn-progress-thermometer strata',
    'cairn-member-spotlight featured',
    'cairn-member-spotlight grid',
    'cairn-impact-chart chart',
    'cairn-contribution-form form',
  ].includes(`${tag} ${name}`),
);

const whole = (): Json =>
  JSON.parse(
    JSON.stringify(
      sample({
        organization: { ...sample().organization, logo: { src: asset('logo.svg'), alt: 'Mark' } },
        mission: { ...sample().mission, image: { src: asset('landscape.svg'), alt: 'The high fells' } },
        members: {
          items: sample().members!.items!.map((each) => ({ ...each, avatar: { src: asset('f-maren.svg'), alt: '' } })),
        },
      }),
    ),
  ) as Json;

/** Every path to a value, parents before children. In a list the first of its kind speaks for the rest. */
function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.slice(0, 1).map((each) => [0, each])
    : Object.entries(value);
  return [...(path.length > 0 ? [path] : []), ...entries.flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

/** The document with one value replaced, or taken out. */
function changed(path: Path, value?: Json): CampaignInput {
  const copy = whole();
  let node = copy as Record<string | number, Json>;
  for (const key of path.slice(0, -1)) node = node[key] as Record<string | number, Json>;
  const last = path.at(-1)!;
  if (value === undefined) delete node[last];
  else node[last] = value;
  return copy as unknown as CampaignInput;
}

/** Replaces texts a reader sees, everywhere at once; ids, dates and words of the protocol stay. */
function withTexts(text: string): CampaignInput {
  const keep =
    /^(id|unit|kind|status|role|version|locale|currency|frequency|type|scope|src|url|fallback|scheme|goalId|pathwayId|asOf|serverTime|at|reachedAt|startsAt|endsAt|since|template)$/;
  const walk = (value: Json, key = ''): Json => {
    if (typeof value === 'string') return keep.test(key) ? value : text;
    if (Array.isArray(value)) return value.map((each) => walk(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]));
  };
  return walk(whole()) as unknown as CampaignInput;
}

function withAddresses(address: string): CampaignInput {
  const walk = (value: Json, key = ''): Json => {
    if (typeof value === 'string') return /^(src|url|fallback|href|template)$/.test(key) ? address : value;
    if (Array.isArray(value)) return value.map((each) => walk(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]));
  };
  return walk(whole()) as unknown as CampaignInput;
}

/** Shows one document after the other on one element, as updates come. A refused one is what its reader refuses. */
async function showAll(
  shown: Shown,
  documents: Iterable<CampaignInput>,
  look?: (element: HTMLElement) => void,
): Promise<number> {
  let count = 0;
  let rev = 100;
  for (const document of documents) {
    try {
      parseCampaign({ ...document, rev: ++rev });
    } catch {
      continue;
    }
    shown.store.ready({ ...document, rev });
    await (shown.element as unknown as { updateComplete: Promise<boolean> }).updateComplete;
    look?.(shown.element);
    count += 1;
  }
  return count;
}

const ran = () => (window as unknown as { __ran?: number }).__ran;

/** What could run, fetch or lead astray, in a shadow root. */
function harmIn(element: HTMLElement): string[] {
  return [...element.shadowRoot!.querySelectorAll('*')].flatMap((each) => {
    const faults = [...each.attributes]
      .filter(
        ({ name, value }) =>
          /^on/.test(name) ||
          (/^(href|src|action|formaction|data|xlink:href|srcset|poster)$/.test(name) && !isHarmless(value)),
      )
      .map(({ name, value }) => `${each.localName} ${name}="${value.slice(0, 60)}"`);
    if (/^(script|iframe|object|embed|base|meta|portal|marquee|math|frame)$/.test(each.localName))
      faults.push(`<${each.localName}>`);
    return faults;
  });
}

function isHarmless(address: string): boolean {
  if (/^#/.test(address)) return true;
  const url = new URL(address, location.href);
  if (url.protocol === 'mailto:') return true;
  return (
    (url.protocol === 'https:' || url.origin === location.origin) && url.username === '' && !/evil/.test(url.hostname)
  );
}

const asked = () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('evil.example')).length;

describe('the lists', () => {
  it('are as long as they say', () => {
    expect(new Set(PAYLOADS).size).to.be.at.least(200);
    expect(new Set(ADDRESSES).size).to.be.at.least(60);
    expect(pathsOf(whole()).length).to.be.at.least(120);
  });
});

for (const scene of DEFAULTS) {
  describe(`<${scene.tag}> ${scene.name}`, () => {
    const start = (more: Partial<Scene> = {}) => show({ ...scene, ...more }, { width: 640 });

    it('[F25] shows what is left when any field is missing or wrong', async function fields() {
      this.timeout(60_000);
      // One line, where a document leaves an element nothing to show.
      allowConsole(/has no goals?\b/);
      const shown = await start();
      const wrong: Json[] = [null, '', -1, 1e308, [], {}, true, 'x'.repeat(2000)];
      const paths = pathsOf(whole());
      const documents = paths.flatMap((path, index) => [
        changed(path),
        changed(path, wrong[index % wrong.length]!),
        changed(path, wrong[(index + 3) % wrong.length]!),
      ]);
      const count = await showAll(shown, documents, (element) => {
        const text = element.shadowRoot!.textContent;
        // Nothing to show: the children of the element are what is seen.
        const slot = element.shadowRoot!.querySelector<HTMLElement>('slot:not([name])')!;
        expect(text.trim() !== '' || !slot.hidden, 'nothing shown').to.equal(true);
        expect(text).not.to.match(/\bNaN\b|undefined|\[object Object\]|Infinity|Invalid Date/);
      });
      expect(count).to.be.greaterThan(250);
      shown.store.ready(sample({ rev: 9999 }));
      await quiet(shown.element);
      expect(unreadable(shown.element), 'as before, afterwards').to.deep.equal([]);
    });

    it('[S4] [S6] [S10] runs nothing and fetches nothing of what is written in a text', async function texts() {
      this.timeout(60_000);
      const shown = await start();
      const before = asked();
      const count = await showAll(shown, PAYLOADS.map(withTexts), (element) =>
        expect(harmIn(element)).to.deep.equal([]),
      );
      expect(count).to.be.at.least(150);
      await quiet(shown.element);
      expect(ran()).to.equal(undefined);
      expect(asked() - before).to.equal(0);
      expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    });

    it('[S5] [S13] follows no address that is none, and its links leave nothing behind', async function addresses() {
      this.timeout(60_000);
      const shown = await start();
      const before = asked();
      let links = 0;
      await showAll(shown, [...ADDRESSES.map(withAddresses), whole() as unknown as CampaignInput], (element) => {
        expect(harmIn(element)).to.deep.equal([]);
        for (const link of element.shadowRoot!.querySelectorAll<HTMLAnchorElement>('a[href]')) {
          if (link.origin === location.origin || link.protocol === 'mailto:') continue;
          links += 1;
          expect(link.relList.contains('noopener') || link.target === '', link.outerHTML.slice(0, 120)).to.equal(true);
        }
        for (const image of element.shadowRoot!.querySelectorAll('img'))
          expect(image.referrerPolicy, image.outerHTML.slice(0, 120)).to.equal('no-referrer');
      });
      expect(ran()).to.equal(undefined);
      expect(asked() - before).to.equal(0);
      expect(links).to.be.at.least(0);
    });

    it('[F39] keeps its place with signs that turn, hide and pile up, and with endless texts', async function signs() {
      this.timeout(60_000);
      const shown = await start();
      const long = [
        'word '.repeat(2000),
        'x'.repeat(10_000),
        'Donaudampfschifffahrt'.repeat(40),
        'שלום'.repeat(500),
        '👩‍👩‍👧‍👦'.repeat(200),
      ];
      for (const text of [...SIGNS, ...long]) {
        await showAll(shown, [withTexts(text)]);
        const { element } = shown;
        expect(element.scrollWidth, JSON.stringify(text.slice(0, 30))).to.be.at.most(element.clientWidth + 1);
      }
    });

    it('[F27] [F36] [F41] bears figures and dates at the ends of what there is', async function ends() {
      this.timeout(60_000);
      const shown = await start();
      const { goals, members } = sample();
      const big = 2 ** 53 - 1;
      const documents: CampaignInput[] = [
        sample({ goals: goals!.map((goal) => ({ ...goal, target: big, raised: { confirmed: big } })) }),
        sample({ goals: goals!.map((goal) => ({ ...goal, target: 1, raised: { confirmed: big } })) }),
        sample({ goals: goals!.map((goal) => ({ ...goal, raised: { confirmed: -5 } })) }),
        sample({ goals: goals!.map((goal) => ({ ...goal, target: 0, raised: { confirmed: 0 } })) }),
        sample({ goals: goals!.map((goal) => ({ ...goal, scale: 18 })) }),
        sample({ goals: [] }),
        sample({ startsAt: '1970-01-01T00:00:00Z', endsAt: '1970-01-02T00:00:00Z' }),
        sample({ startsAt: '2038-01-19T03:14:08Z', endsAt: '2106-02-07T06:28:16Z' }),
        sample({ startsAt: '0001-01-01T00:00:00Z', endsAt: '9999-12-31T23:59:59Z' }),
        sample({ endsAt: '2026-10-25T02:30:00+02:00' }),
        sample({ endsAt: '2026-02-30T25:61:00Z' }),
        sample({ history: [{ goalId: 'money', points: [] }] }),
        sample({ history: [{ goalId: 'money', points: [{ at: '2026-06-01T00:00:00Z', value: 5 }] }] }),
        sample({
          history: [
            {
              goalId: 'money',
              points: Array.from({ length: 100_000 }, (_, index) => ({
                at: new Date(Date.UTC(2025, 0, 1) + ((index * 7919) % 100_000) * 60_000).toISOString(),
                value: index,
              })),
            },
          ],
        }),
        sample({
          members: {
            items: Array.from({ length: 10_000 }, (_, index) => ({ ...members!.items![index % 6]!, id: `m${index}` })),
            total: 10_000,
          },
        }),
        sample({ members: { items: [] }, contributions: { total: 0, items: [] } }),
      ];
      for (const document of documents) {
        await showAll(shown, [document], (element) => {
          expect(element.shadowRoot!.textContent).not.to.match(/\bNaN\b|undefined|Infinity|Invalid Date/);
          // However much a document has, a page is given no more than it can draw at once.
          expect(element.shadowRoot!.querySelectorAll('*').length, 'elements drawn').to.be.lessThan(1000);
        });
      }
    });

    it('[F25] [F27] says one line at most about a document, however much is wrong in it', async function lines() {
      this.timeout(30_000);
      const { element } = await start();
      const document = whole() as Record<string, Json>;
      for (const path of pathsOf(document).filter(({ length }) => length > 2)) {
        let node = document as Record<string | number, Json>;
        for (const key of path.slice(0, -1))
          if (typeof node === 'object' && node !== null) node = node[key] as Record<string | number, Json>;
        if (typeof node === 'object' && node !== null && typeof node[path.at(-1)!] === 'number')
          node[path.at(-1)!] = 'no number';
      }
      const made = window.document.createElement(scene.tag);
      for (const [name, value] of Object.entries(scene.attributes)) made.setAttribute(name, value);
      const json = window.document.createElement('script');
      json.type = 'application/json';
      json.textContent = JSON.stringify(document);
      made.append(json);
      const box = window.document.createElement('div');
      box.append(made);
      element.parentElement!.parentElement!.append(box);
      await waitUntil(() => made.shadowRoot?.childElementCount, 'nothing drawn');
      await quiet(made);
      const said = takeConsole();
      allowConsole(/./);
      box.remove();
      expect(said.length, said.join('\n')).to.be.at.most(1);
    });
  });
}
