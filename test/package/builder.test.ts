/** The builder's own knowledge: snippets that are read back as they were written, whatever is in them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { transform } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointOf, isLocal, placed } from '../../demo/builder/address.js';
import { PICTURE_NAMES } from '../../demo/builder/pictures.js';
import { bytesOf, contrast, hexOf, mend } from '../../demo/builder/colour.js';
import { attributesOf } from '../../demo/builder/attributes.js';
import { piece, serverOf } from '../../demo/builder/places.js';
import { PLATFORMS } from '../../demo/builder/platforms.js';
import { restored } from '../../demo/builder/restore.js';
import {
  ELEMENTS,
  PRESETS,
  blank,
  fromHash,
  markup,
  parse,
  scriptTag,
  snippet,
  toHash,
  tree,
  type Choices,
} from '../../demo/builder/snippet.js';

const file = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const release = JSON.parse(file('cdn/sri.json')) as {
  version: string;
  files: Record<string, { integrity: string; bytes: number }>;
};
const manifest = JSON.parse(file('custom-elements.json')) as object;
const BASE = 'https://give.example.org/cdn';
const ENDPOINT = 'https://give.example.org/v1/campaigns/riverbank';

const word = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .map((text) => text.trim())
  .filter(Boolean);
/** Words that somebody may type into a field: markup, quotes, brackets, other scripts. */
const words = fc.oneof(
  word,
  fc.constantFrom('"><script>alert(1)</script>', "it's", '</script>', ']] [x]', 'a & b', '&amp;', 'ß ع 家'),
);

const choices: fc.Arbitrary<Choices> = fc
  .record({
    elements: fc
      .uniqueArray(fc.constantFrom(...ELEMENTS), { minLength: 1 })
      .chain((names) =>
        fc.tuple(
          ...ELEMENTS.filter((name) => names.includes(name)).map((name) => {
            const attributes = attributesOf(manifest, name);
            return fc
              .subarray(attributes)
              .chain((some) =>
                fc.tuple(
                  fc.constant(name),
                  fc.tuple(
                    ...some.map((each) =>
                      fc.tuple(
                        fc.constant(each.name),
                        each.kind === 'boolean'
                          ? fc.constant('')
                          : each.kind === 'choice'
                            ? fc.constantFrom(...each.words)
                            : words,
                      ),
                    ),
                  ),
                ),
              );
          }),
        ),
      )
      .map((list) => list.map(([name, attributes]) => ({ name, attributes: Object.fromEntries(attributes) }))),
    endpoint: fc.oneof(fc.constant(''), fc.constant(ENDPOINT), fc.constant('opencollective:webpack'), words),
    link: fc.oneof(
      fc.constant({ href: '', text: '' }),
      fc.record({ href: fc.webUrl(), text: fc.oneof(fc.constant(''), words) }),
    ),
    lang: fc.constantFrom('', 'de', 'ar', 'en-GB'),
    preset: fc.constantFrom('', ...PRESETS),
    accent: fc.constantFrom('', '#b3261e', 'oklch(0.5 0.1 20)'),
    scripts: fc.constantFrom(BASE, '/cdn'),
    site: fc.constantFrom('', 'https://give.example.org'),
    pinned: fc.boolean(),
    platform: fc.constantFrom(...PLATFORMS.map(({ id }) => id)),
    skin: fc.constantFrom('plain', 'dark', 'rtl'),
  })
  // What the link says is read with one space where there are more, as a browser does.
  .filter(({ link }) => !/[<>]/.test(link.text));

describe('[PL5] what somebody has at hand of a campaign', () => {
  it('becomes the address that a widget asks', () => {
    for (const typed of [
      'https://give.example.org/c/riverbank',
      'https://give.example.org/c/riverbank?lang=de#give',
      'give.example.org/c/riverbank',
      ' https://give.example.org/embed/thermometer/riverbank ',
      'https://give.example.org/badge/riverbank.svg',
      'https://give.example.org/v1/campaigns/riverbank/events',
      ENDPOINT,
    ])
      expect(endpointOf(typed), typed).toBe(ENDPOINT);
    expect(endpointOf('127.0.0.1:4321/c/books')).toBe('http://127.0.0.1:4321/v1/campaigns/books');
    expect(endpointOf('https://opencollective.com/webpack/donate')).toBe('opencollective:webpack');
    expect(endpointOf('example.org/data/campaign.json')).toBe('https://example.org/data/campaign.json');
    for (const as of ['', './campaign.json', 'campaign.json', '/v1/campaigns/x', 'opencollective:webpack', 'what?'])
      expect(endpointOf(as), as).toBe(as);
    expect(endpointOf('https://example.org/data/campaign.json')).toBe('https://example.org/data/campaign.json');
  });

  it('takes the place that the server will have', () => {
    const here = 'http://127.0.0.1:4321';
    const chosen = {
      ...blank(),
      endpoint: `${here}/v1/campaigns/books`,
      scripts: `${here}/cdn`,
      link: { href: 'https://library.example/give', text: 'Give' },
    };
    expect(isLocal(chosen.endpoint)).toBe(true);
    const moved = placed({ ...chosen, site: 'https://give.example.org/' }, here);
    expect(snippet(moved, release)).toBe(
      `<script type="module" src="https://give.example.org/cdn/v1/thermometer.js"></script>
<cairn-progress-thermometer endpoint="https://give.example.org/v1/campaigns/books">
  <a href="https://library.example/give">Give</a>
</cairn-progress-thermometer>`,
    );
    expect(isLocal(moved.endpoint)).toBe(false);
    for (const near of ['http://localhost:4321', 'http://192.168.1.7', 'http://10.0.0.2/c/x', 'http://cairn.local'])
      expect(isLocal(near), near).toBe(true);
    for (const far of ['https://10.example.org', 'https://172.32.0.1', 'opencollective:webpack', './campaign.json'])
      expect(isLocal(far), far).toBe(false);
    expect(placed({ ...chosen, site: 'soon' }, here).endpoint, 'no address yet').toBe(chosen.endpoint);
  });
});

describe('[PL5] the builder', () => {
  it('has a drawing for every step, and shows none that no step has', () => {
    const steps = PLATFORMS.flatMap(({ steps, or }) => [...steps, ...(or?.steps ?? [])]);
    expect(new Set(steps.map(({ picture }) => picture))).toEqual(new Set(PICTURE_NAMES));
  });

  it('reads back every snippet it writes', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const read = parse(snippet(chosen, release))!;
        expect({ ...read, platform: chosen.platform, skin: chosen.skin, site: chosen.site }).toEqual(chosen);
      }),
      { numRuns: 400 },
    );
  });

  it('reads back what a platform has in place of a snippet', () => {
    const plain = ({ elements, endpoint, link, lang, preset, accent }: Choices) => ({
      elements,
      endpoint,
      link,
      lang,
      preset,
      accent,
    });
    fc.assert(
      fc.property(choices, (made) => {
        // A word alone is a boolean in a shortcode, and in a list.
        fc.pre(!JSON.stringify(made).includes('"true"'));
        const chosen = { ...made, endpoint: made.endpoint || ENDPOINT };
        const read = (kind: string) => plain(parse(restored(piece(kind, chosen, release)!.code))!);
        expect(read('gtm')).toEqual(plain(chosen));
        expect(parse(restored(piece('gtm', chosen, release)!.code))!.pinned).toBe(chosen.pinned);
        // There an empty word is left out, and white space is read as it is in a tag.
        if (!/[\n\r\t]/.test(JSON.stringify(chosen))) expect(read('shortcode')).toEqual(plain(chosen));
      }),
      { numRuns: 300 },
    );
    const one = {
      ...blank(),
      endpoint: ENDPOINT,
      elements: [{ name: 'member-spotlight', attributes: { layout: 'grid', 'with-more': '' } }],
    };
    expect(parse(restored(piece('wix', { ...one, scripts: BASE }, release)!.code))!.elements).toEqual(one.elements);
    const framed = parse(restored(piece('frame', one, release)!.code))!;
    expect([framed.endpoint, framed.elements]).toEqual([
      ENDPOINT,
      [{ name: 'member-spotlight', attributes: { layout: 'grid' } }],
    ]);
  });

  it('mends what an editor did to a snippet', () => {
    const whole = `<cairn-progress-thermometer endpoint="${ENDPOINT}" variant="radial" with-share><a href="/give">Give “now”</a></cairn-progress-thermometer>`;
    const wanted = parse(whole)!;
    expect(wanted.link.text).toBe('Give “now”');
    for (const spoilt of [
      whole.replace(/"/g, '”'),
      whole.replace(/="([^"]*)"/g, '=“$1”'),
      whole.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
      whole.replace('cairn-progress-thermometer ', 'CAIRN-Progress-Thermometer\n  '),
    ])
      expect(parse(restored(spoilt)), spoilt).toEqual(wanted);
    expect(parse(restored('<cairn-progress-thermometer endpoint="https://a')), 'cut off').toBeUndefined();
    expect(parse(restored('<p>Nothing of ours</p>'))).toBeUndefined();
  });

  it('keeps all of it in the address', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        expect(fromHash(`#${toHash(chosen)}`)).toEqual(chosen);
      }),
      { numRuns: 400 },
    );
    expect(fromHash('')).toEqual(blank());
    expect(fromHash('#el=no-such&el=%3Cscript%3E').elements, 'what is unknown is left out').toEqual(blank().elements);
  });

  it('[S2] an address or a snippet of somebody else brings nothing that would run on a page', () => {
    const hash = new URLSearchParams({
      href: ' java\nscript:alert(1)',
      text: 'Give',
      accent: 'red; background: url(//e.example)',
    });
    const bad = new URLSearchParams({
      goal: 'trees',
      onclick: 'alert(1)',
      style: 'x',
      '><script src=//e.example>': '',
      'a b': '',
    });
    hash.append('el', `contribution-form?${bad.toString()}`);
    const addressed = fromHash(`#${hash.toString()}`);
    expect(addressed.elements).toEqual([{ name: 'contribution-form', attributes: { goal: 'trees' } }]);
    expect(addressed.link).toEqual({ href: '', text: 'Give' });
    expect(addressed.accent).toBe('red');
    const pasted = parse(
      '<cairn-contribution-form goal="trees" ONCLICK="alert(1)" style="--cairn-accent: red; x: y"><a href="javascript&colon;alert(1)" onfocus=a()>&constructor; Give</a></cairn-contribution-form>' +
        '<cairn-mission-banner onmouseover=alert(1)></cairn-mission-banner>',
    )!;
    expect(pasted.elements.map((each: Choices['elements'][number]) => Object.keys(each.attributes))).toEqual([
      ['goal'],
      [],
    ]);
    expect(pasted.link.text).toBe('&constructor; Give');
    for (const href of ['javascript:alert(1)', 'JavaScript:x', 'data:text/html,x', '\u0001vbscript:x']) {
      expect(fromHash(`#${new URLSearchParams({ href }).toString()}`).link.href, href).toBe('');
    }
    for (const href of ['https://a.example/x:y', '/give?a=b:c', '#give', 'mailto:a@b.example', 'give.html']) {
      expect(fromHash(`#${new URLSearchParams({ href }).toString()}`).link.href, href).toBe(href);
    }
  });

  it('never lets a word out of its attribute, its text or its string', async () => {
    await fc.assert(
      fc.asyncProperty(choices, async (chosen) => {
        const html = markup(tree(chosen));
        // Whatever was typed, the tags are ours and a link.
        const tags = [...html.replace(/"[^"]*"/g, '""').matchAll(/<\/?([a-z-]+)/g)].map(([, tag]) => tag!);
        expect(tags.filter((tag) => tag !== 'a' && !/^cairn-/.test(tag))).toEqual([]);
        const code = piece('gtm', chosen, release)!.code;
        expect(code.match(/<\/script/g)).toHaveLength(1);
        const script = code.replace(/^<script>/, '').replace(/<\/script>$/, '');
        expect(() => new Script(script)).not.toThrow();
        await transform(script, { target: 'es5' }); // refuses what has no older form
        // What somebody chose stands in strings, and may be any word.
        expect(script.replace(/'(?:[^'\\]|\\.)*'/g, "''")).not.toMatch(/\b(let|const)\b|=>|`/);
        const shortcode = piece('shortcode', chosen, release)!.code;
        expect(shortcode.split('[cairn ').length - 1).toBe(chosen.elements.length);
        expect(shortcode.match(/\[|\]/g)).toHaveLength(2 * chosen.elements.length);
      }),
      { numRuns: 150 },
    );
  });

  it('writes the smallest script, and one that a hash covers whole when it is pinned', () => {
    const one = { ...blank(), scripts: BASE, endpoint: ENDPOINT };
    expect(scriptTag(one, release)).toEqual({ src: `${BASE}/v1/thermometer.js` });
    const two = { ...one, elements: [...one.elements, { name: 'contribution-form', attributes: {} }] };
    expect(scriptTag(two, release)).toEqual({ src: `${BASE}/v1/cairn.js` });
    const pin = (more: Partial<Choices>) => scriptTag({ ...two, pinned: true, ...more }, release);
    const core = release.files['cairn.core.js']!.integrity;
    expect(pin({})).toEqual({ src: `${BASE}/v${release.version}/cairn.core.js`, integrity: core });
    expect(pin({ lang: 'de' }).src, 'languages are inside of the other').toContain('cairn.all.js');
    expect(pin({ elements: [{ name: 'impact-chart', attributes: {} }] }).src).toContain('cairn.all.js');
  });

  it('[PL1] is two lines for one element, and one provider around several', () => {
    const one = { ...blank(), scripts: BASE, endpoint: ENDPOINT };
    expect(snippet(one, release)).toBe(
      `<script type="module" src="${BASE}/v1/thermometer.js"></script>\n<cairn-progress-thermometer endpoint="${ENDPOINT}"></cairn-progress-thermometer>`,
    );
    const two = {
      ...one,
      elements: [...one.elements, { name: 'contribution-form', attributes: { 'with-draft': '' } }],
    };
    // A page has no rule for what is between them, so the tag around them has one.
    expect(markup(tree(two))).toBe(`<cairn-campaign endpoint="${ENDPOINT}" with-gap>
  <cairn-progress-thermometer></cairn-progress-thermometer>
  <cairn-contribution-form with-draft></cairn-contribution-form>
</cairn-campaign>`);
  });

  it('[PL8] has steps, code and another way for every platform', () => {
    const full = {
      ...blank(),
      scripts: BASE,
      endpoint: ENDPOINT,
      link: { href: 'https://example.org/give', text: 'Give' },
    };
    expect(PLATFORMS.map(({ id }) => id)).toEqual(
      'html wordpress squarespace wix webflow shopify drupal ghost gtm email notion'.split(' '),
    );
    for (const { id, steps, code, without, also } of PLATFORMS) {
      expect(steps.length, id).toBeGreaterThanOrEqual(3);
      expect(without.length, id).toBeGreaterThan(20);
      for (const kind of [...code, ...also]) {
        const found = piece(kind, full, release);
        expect(found?.code, `${id}: ${kind}`).toMatch(/riverbank|example\.org/);
        // Somebody may have a page that takes no more.
        expect(found!.code.length).toBeLessThan(2000);
      }
    }
    expect(serverOf('./campaign.json'), 'a file has no pages for frames').toBeUndefined();
    expect(piece('frame', { ...full, endpoint: './campaign.json' }, release)).toBeUndefined();
  });

  it('finds the nearest shade that has contrast enough', () => {
    const colour = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 })));
    fc.assert(
      fc.property(colour, fc.constantFrom('#ffffff', '#14171b', '#f9f9f4'), (bytes, ground) => {
        const mended = mend(bytes, bytesOf(ground)!, 4.5);
        expect(contrast(mended, bytesOf(ground)!)).toBeGreaterThanOrEqual(4.5);
        if (contrast(bytes, bytesOf(ground)!) >= 4.5) expect(mended).toEqual(bytes);
      }),
    );
    expect(contrast(bytesOf('#767676')!, bytesOf('#fff')!)).toBeCloseTo(4.54, 2);
    expect(hexOf(bytesOf('#0a1')!)).toBe('#00aa11');
    expect(bytesOf('red')).toBeUndefined();
  });

  it('shows the presets in the colours they have', () => {
    const styles = file('src/shared/presets.styles.ts');
    for (const [, name, value] of file('demo/builder/builder.js').matchAll(/^ {2}(\w+): '(oklch\([^']+\))',$/gm)) {
      const [, own] = new RegExp(`${name === 'pine' ? 'pine' : name}'\\][^{]*\\{\\s*--cairn-accent: ([^;]+);`).exec(
        styles,
      )!;
      expect(own, name).toBe(value);
    }
  });
});
