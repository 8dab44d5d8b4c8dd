import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { audit } from '../helpers/audit.ts';
import { inside, settled, textOf } from '../helpers/campaign.ts';
import { all, asset, button, member, people, shown, spotlight } from './spotlight.ts';

const trio = () => people(member('a', { url: 'https://a.example/' }), member('b'), member('c'));
const current = (el: Element) => textOf(shown(el).querySelector('.name')!);
const live = (el: Element) => inside(el, '.slides').getAttribute('aria-live');

/** Space has another name in each driver; a button hears the key all the same. */
const strike = (key: string) => (key === 'Space' ? sendKeys({ type: ' ' }) : sendKeys({ press: key }));

/** Timers that run when the test says so, and what the visitor prefers. */
class World {
  #timers = new Map<number, { due: number; run: () => void }>();
  #time = 0;
  #id = 1_000_000;
  readonly #setTimeout = window.setTimeout.bind(window);
  readonly #clearTimeout = window.clearTimeout.bind(window);

  begin(): void {
    // Only what waits for seconds: everything shorter is the test itself at work.
    window.setTimeout = ((run: () => void, ms = 0, ...rest: unknown[]) => {
      if (ms < 5000) return this.#setTimeout(run, ms, ...rest);
      this.#timers.set(++this.#id, { due: this.#time + ms, run });
      return this.#id;
    }) as typeof setTimeout;
    window.clearTimeout = ((id: number) => {
      if (!this.#timers.delete(id)) this.#clearTimeout(id);
    }) as typeof clearTimeout;
  }
  end(): void {
    window.setTimeout = this.#setTimeout;
    window.clearTimeout = this.#clearTimeout;
    this.#timers.clear();
  }
  get waiting(): number {
    return this.#timers.size;
  }
  async pass(ms: number, el: Element): Promise<void> {
    this.#time += ms;
    for (const [id, { due, run }] of [...this.#timers]) {
      if (due > this.#time) continue;
      this.#timers.delete(id);
      run();
    }
    await settled(el);
  }
}

describe('<cairn-member-spotlight> as a carousel', () => {
  const world = new World();
  beforeEach(() => world.begin());
  afterEach(() => world.end());

  const rotating = async (attributes: Record<string, string | boolean> = {}) => {
    const { el, store } = await spotlight(trio(), {
      attributes: { layout: 'carousel', 'with-rotation': true, 'without-recent': true, ...attributes },
    });
    return { el, store, toggle: () => inside<HTMLButtonElement>(el, '.controls button') };
  };

  it('[MS5] shows everybody, also who was not put forward', async () => {
    const { el } = await spotlight(people(member('a'), member('b', { featured: true })), {
      attributes: { layout: 'carousel' },
    });
    expect(all(el, '.slides .name').map(textOf)).to.deep.equal(['Person B', 'Person A']);
    el.layout = 'featured';
    await settled(el);
    expect(all(el, '.slides .name').map(textOf)).to.deep.equal(['Person B']);
  });

  // The published test cases of the APG's example "Auto-Rotating Image Carousel with Buttons for Slide Control".
  describe('[MS6] [A-spotlight-carousel] passes the APG cases', () => {
    it('section element used to contain slider', async () => {
      const { el } = await rotating();
      expect(inside(el, '.carousel').localName).to.equal('section');
    });

    it('section has aria-roledescription set to carousel', async () => {
      const { el } = await rotating();
      expect(inside(el, '.carousel').getAttribute('aria-roledescription')).to.equal('carousel');
    });

    it('section has a label, and the label does not say "carousel"', async () => {
      const { el } = await rotating();
      const label = el.shadowRoot!.getElementById(inside(el, '.carousel').getAttribute('aria-labelledby')!)!;
      expect(textOf(label)).to.equal('People behind the numbers');
      expect(textOf(label)).not.to.match(/carousel/i);
    });

    it('slide container has aria-live off while it rotates, polite when not', async () => {
      const { el, toggle } = await rotating();
      expect(live(el)).to.equal('off');
      button(el, 'Next person').click();
      await settled(el);
      expect(live(el)).to.equal('polite');
      toggle().click();
      await settled(el);
      expect(live(el)).to.equal('off');
      toggle().click();
      await settled(el);
      expect(live(el)).to.equal('polite');
    });

    it('pause, previous and next buttons have aria-label', async () => {
      const { el } = await rotating();
      expect(all(el, '.controls button').map((each) => each.getAttribute('aria-label'))).to.deep.equal([
        'Stop rotation',
        'Previous person',
        'Next person',
      ]);
    });

    it('previous and next buttons have aria-controls', async () => {
      const { el } = await rotating();
      for (const label of ['Previous person', 'Next person'])
        expect(el.shadowRoot!.getElementById(button(el, label).getAttribute('aria-controls')!)).to.equal(
          inside(el, '.slides'),
        );
    });

    it('slides have role group', async () => {
      const { el } = await rotating();
      expect(all(el, '.slides > *').map((each) => each.getAttribute('role'))).to.deep.equal([
        'group',
        'group',
        'group',
      ]);
    });

    it('slides have a name of their own', async () => {
      const { el } = await rotating();
      const labels = all(el, '.slides > *').map((each) => each.getAttribute('aria-label'));
      expect(labels.every(Boolean)).to.equal(true);
      expect(new Set(labels).size).to.equal(3);
    });

    it('slides have aria-roledescription set to slide', async () => {
      const { el } = await rotating();
      for (const slide of all(el, '.slides > *')) expect(slide.getAttribute('aria-roledescription')).to.equal('slide');
    });

    it('TAB moves through the buttons, the rotation first', async () => {
      const { el, toggle } = await rotating();
      const before = document.createElement('button');
      el.before(before);
      before.focus();
      const visited: unknown[] = [];
      for (let step = 0; step < 3; step += 1) {
        await sendKeys({ press: 'Tab' });
        visited.push(el.shadowRoot!.activeElement);
      }
      expect(visited).to.deep.equal([toggle(), button(el, 'Previous person'), button(el, 'Next person')]);
      before.remove();
    });

    for (const key of ['Enter', 'Space']) {
      it(`${key.toUpperCase()} stops and starts the rotation`, async () => {
        const { el, toggle } = await rotating();
        const before = document.createElement('button');
        el.before(before);
        before.focus();
        await sendKeys({ press: 'Tab' });
        before.remove();
        expect(el.shadowRoot!.activeElement).to.equal(toggle());
        await settled(el);
        expect(toggle().getAttribute('aria-label'), 'the keyboard came in').to.equal('Start rotation');
        await world.pass(30_000, el);
        expect(current(el)).to.equal('Person A');
        await strike(key);
        await settled(el);
        expect(toggle().getAttribute('aria-label')).to.equal('Stop rotation');
        await world.pass(10_000, el);
        expect(current(el)).to.equal('Person B');
        await strike(key);
        await settled(el);
        await world.pass(30_000, el);
        expect(current(el)).to.equal('Person B');
      });

      it(`${key.toUpperCase()} on previous and next`, async () => {
        const { el } = await rotating();
        const first = current(el);
        button(el, 'Previous person').focus();
        await strike(key);
        await settled(el);
        expect(current(el)).not.to.equal(first);
        expect(el.shadowRoot!.activeElement).to.equal(button(el, 'Previous person'));
        button(el, 'Next person').focus();
        await strike(key);
        await settled(el);
        expect(current(el)).to.equal(first);
        expect(el.shadowRoot!.activeElement).to.equal(button(el, 'Next person'));
      });
    }
  });

  describe('[MS6] [A-spotlight-rotation] [A-spotlight-live] that turns by itself', () => {
    it('is not the rule', async () => {
      const { el } = await spotlight(trio(), { attributes: { layout: 'carousel' } });
      expect(all(el, '.controls button').length).to.equal(2);
      expect(live(el)).to.equal('polite');
      expect(world.waiting).to.equal(0);
    });

    it('gives everybody time to be read, and goes round', async () => {
      const { el } = await rotating();
      await world.pass(5900, el);
      expect(current(el)).to.equal('Person A');
      await world.pass(1000, el);
      expect(current(el)).to.equal('Person B');
      await world.pass(7000, el);
      await world.pass(7000, el);
      expect(current(el)).to.equal('Person A');
    });

    it('has a button whose label changes, and no aria-pressed', async () => {
      const { el, toggle } = await rotating();
      expect(toggle().hasAttribute('aria-pressed')).to.equal(false);
      toggle().click();
      await settled(el);
      expect(toggle().getAttribute('aria-label')).to.equal('Start rotation');
      expect(toggle().hasAttribute('aria-pressed')).to.equal(false);
      await audit(el);
    });

    it('waits while the mouse is over it, and goes on after', async () => {
      const { el } = await rotating();
      const over = (type: string, pointerType = 'mouse') =>
        inside(el, '.carousel').dispatchEvent(new PointerEvent(type, { pointerType }));
      over('pointerenter');
      await settled(el);
      expect(live(el)).to.equal('polite');
      await world.pass(60_000, el);
      expect(current(el)).to.equal('Person A');
      over('pointerleave');
      await settled(el);
      expect(live(el)).to.equal('off');
      await world.pass(7000, el);
      expect(current(el)).to.equal('Person B');
    });

    it('stays stopped after the keyboard was in it, until asked', async () => {
      const { el, toggle } = await rotating();
      const before = document.createElement('button');
      const after = document.createElement('button');
      el.before(before);
      el.after(after);
      before.focus();
      for (let step = 0; step < 8 && document.activeElement !== after; step += 1) await sendKeys({ press: 'Tab' });
      expect(document.activeElement).to.equal(after);
      await settled(el);
      await world.pass(60_000, el);
      expect(current(el)).to.equal('Person A');
      expect(live(el)).to.equal('polite');
      toggle().click();
      await settled(el);
      await world.pass(7000, el);
      expect(current(el)).to.equal('Person B');
      before.remove();
      after.remove();
    });

    it('stays stopped after the visitor turned it or unfolded something', async () => {
      const { el } = await rotating();
      button(el, 'Next person').click();
      await settled(el);
      await world.pass(60_000, el);
      expect(current(el)).to.equal('Person B');
    });

    it('never turns where no motion is wanted, and has no button then', async () => {
      const { el } = await rotating();
      el.style.setProperty('--cairn-motion', '0');
      el.requestUpdate();
      await settled(el);
      expect(all(el, '.controls button').length).to.equal(2);
      await world.pass(60_000, el);
      expect(current(el)).to.equal('Person A');
    });

    it('leaves no timer behind, and goes on when it is put back', async () => {
      const { el } = await rotating();
      const place = el.parentElement!;
      el.remove();
      expect(world.waiting).to.equal(0);
      place.append(el);
      await settled(el);
      await world.pass(7000, el);
      expect(current(el)).to.equal('Person B');
    });

    it('has nothing to turn with one person', async () => {
      const { el } = await spotlight(people(member('a')), { attributes: { 'with-rotation': true } });
      expect(all(el, '.controls')).to.deep.equal([]);
      expect(world.waiting).to.equal(0);
    });
  });

  describe('[MS6] under a finger', () => {
    const drag = (el: Element, across: number, down = 0) => {
      const slides = inside(el, '.slides');
      const at = { pointerType: 'touch', isPrimary: true, bubbles: true };
      slides.dispatchEvent(new PointerEvent('pointerdown', { ...at, clientX: 200, clientY: 100 }));
      slides.dispatchEvent(new PointerEvent('pointerup', { ...at, clientX: 200 + across, clientY: 100 + down }));
    };

    for (const [dir, forward] of [
      ['ltr', -80],
      ['rtl', 80],
    ] as const) {
      it(`goes on in reading direction, ${dir}`, async () => {
        const { el } = await spotlight(trio(), { dir });
        drag(el, forward);
        await settled(el);
        expect(current(el)).to.equal('Person B');
        drag(el, -forward);
        await settled(el);
        expect(current(el)).to.equal('Person A');
      });
    }

    it('does not take a scroll or a tap for it', async () => {
      const { el } = await spotlight(trio());
      drag(el, -60, 200);
      drag(el, -10);
      await settled(el);
      expect(current(el)).to.equal('Person A');
      expect(getComputedStyle(inside(el, '.slides')).touchAction).to.contain('pan-y');
    });
  });

  it('[MS6] slides one card over in 320 ms, in reading direction, and then stands still', async () => {
    for (const [dir, sign] of [
      ['ltr', 1],
      ['rtl', -1],
    ] as const) {
      const { el } = await spotlight(trio(), { dir, width: 480 });
      button(el, 'Next person').click();
      await el.updateComplete;
      const running = el.shadowRoot!.getAnimations().map((each) => each as CSSAnimation);
      if (matchMedia('(prefers-reduced-motion: no-preference)').matches) {
        expect(running.map((each) => each.animationName).sort()).to.deep.equal(['cairn-leave', 'cairn-turn']);
        for (const each of running) expect(each.effect!.getTiming().duration).to.equal(320);
        running.forEach((each) => {
          each.pause();
          each.currentTime = 40;
        });
        const left = (slide: Element) =>
          slide.getBoundingClientRect().left - inside(el, '.slides').getBoundingClientRect().left;
        expect(Math.sign(left(shown(el))), dir).to.equal(sign);
        running.forEach((each) => each.finish());
      }
      await Promise.allSettled(running.map((each) => each.finished));
      await new Promise(requestAnimationFrame);
      await settled(el);
      expect(inside(el, '.slides').hasAttribute('data-turned')).to.equal(false);
    }
  });

  describe('[MS19] a recording', () => {
    const media = {
      kind: 'video' as const,
      src: asset('none.mp4'),
      captions: [{ src: asset('none.vtt'), lang: 'en' }],
      transcript: 'https://a.example/transcript',
    };
    const telling = (change: Partial<typeof media> | { kind: 'audio' } = {}) =>
      people(member('a', { media: { ...media, ...change } }), member('b'));
    const words = 'Watch the story of Person A';
    const find = (el: Element) => all(el, '.telling button')[0] as HTMLButtonElement;

    it('is asked for on a click only, in the place of the picture, with captions', async () => {
      const { el } = await spotlight(telling());
      expect(textOf(find(el)).replace(/[\u2068\u2069]/g, '')).to.equal(words);
      expect(all(el, 'video, track')).to.deep.equal([]);
      const before = el.getBoundingClientRect().height;
      find(el).click();
      await settled(el);
      const video = inside<HTMLVideoElement>(el, '.portrait-frame video');
      expect(video.controls).to.equal(true);
      expect(video.src).to.equal(media.src);
      const track = video.querySelector('track')!;
      expect([track.kind, track.srclang, track.default]).to.deep.equal(['captions', 'en', true]);
      expect(video.crossOrigin).to.equal(null);
      expect(el.getBoundingClientRect().height).to.equal(before);
      const link = all(el, '.telling a')[0] as HTMLAnchorElement;
      expect([link.href, link.rel, link.referrerPolicy]).to.deep.equal([
        media.transcript,
        'nofollow ugc noopener noreferrer',
        'no-referrer',
      ]);
      find(el).click();
      await settled(el);
      expect(all(el, 'video')).to.deep.equal([]);
    });

    it('that cannot be played leaves a way to it', async () => {
      const { el } = await spotlight(telling());
      find(el).click();
      await settled(el);
      const video = inside<HTMLVideoElement>(el, 'video');
      video.dispatchEvent(new Event('error'));
      expect(video.checkVisibility()).to.equal(false);
      expect(textOf(inside(el, '.lost'))).to.equal('The recording can’t be played here. Open it in a new page');
      expect(inside<HTMLAnchorElement>(el, '.lost a').href).to.equal(media.src);
    });

    it('ends when the carousel goes on', async () => {
      const { el } = await spotlight(telling());
      find(el).click();
      await settled(el);
      button(el, 'Next person').click();
      await settled(el);
      expect(all(el, 'video')).to.deep.equal([]);
    });

    it('[S11] without captions or a transcript it is not offered, nor where names are hidden', async () => {
      const mute = await spotlight(telling({ captions: [], transcript: undefined as never }));
      expect(all(mute.el, '.telling')).to.deep.equal([]);
      const audio = await spotlight(telling({ kind: 'audio', transcript: undefined as never } as never));
      expect(all(audio.el, '.telling'), 'nobody hears captions').to.deep.equal([]);
      const hidden = await spotlight(telling(), { attributes: { names: 'initials' } });
      expect(all(hidden.el, '.telling')).to.deep.equal([]);
    });

    it('that is only heard keeps the picture', async () => {
      const { el } = await spotlight(telling({ kind: 'audio' } as never));
      find(el).click();
      await settled(el);
      expect(inside<HTMLAudioElement>(el, '.portrait-frame audio').controls).to.equal(true);
      expect(inside(el, '.portrait-frame > span').checkVisibility()).to.equal(true);
    });

    it('asks for captions from elsewhere with permission', async () => {
      const { el } = await spotlight(telling({ captions: [{ src: 'http://localhost:1/a.vtt', lang: 'en' }] }));
      find(el).click();
      await settled(el);
      expect(inside<HTMLVideoElement>(el, 'video').crossOrigin).to.equal('anonymous');
    });
  });
});
