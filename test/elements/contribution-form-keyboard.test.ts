import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import { inside, sample, settled } from '../helpers/campaign.ts';
import { all, find, focused, label, mounted, root, seen, stayHere, withPathway } from '../helpers/form.ts';

/* From the page before the form to the thanks, with nothing but keys. */

/** The form, with the focus on what stands before it. */
async function begin(pathway: string, input = sample()) {
  const made = await mounted(input, { pathway, width: 480 });
  const before = Object.assign(document.createElement('button'), { textContent: 'Before' });
  made.el.before(before);
  before.focus();
  await waitUntil(() => find(made.el, '.panel [name=email]'));
  return made;
}

/** Where the focus is drawn: what is hidden from the eye has a label that shows it. */
function drawn(control: HTMLElement): HTMLElement[] {
  return [
    control,
    control.closest<HTMLElement>('label'),
    control.closest<HTMLElement>('.control'),
    ...(control.closest('label')?.querySelectorAll<HTMLElement>('.box, .switch') ?? []),
  ].filter((each) => each !== null);
}

/** It has a ring, is on the screen, and nothing lies on top of it. */
async function expectSeen(el: ContributionForm, control: HTMLElement): Promise<void> {
  const name = control.outerHTML.slice(0, 160);
  const places = drawn(control);
  const ringed = places.some((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
  expect(ringed, `a ring: ${name}`).to.equal(true);
  const shown = control.matches('.native') ? control.closest('label')! : control;
  // Firefox leaves what is partly on the screen where it is, which WCAG 2.4.11 allows.
  const middle = (): [x: number, y: number] | undefined => {
    const { left, top, right, bottom } = shown.getBoundingClientRect();
    const [west, east] = [Math.max(0, left), Math.min(innerWidth, right)];
    const [north, south] = [Math.max(0, top), Math.min(innerHeight, bottom)];
    return west < east && north < south ? [(west + east) / 2, (north + south) / 2] : undefined;
  };
  // It is scrolled to a moment after it has the focus.
  await waitUntil(middle, `never on the screen: ${name}`);
  const [x, y] = middle()!;
  const there = root(el).elementFromPoint(x, y);
  expect(there && (shown.contains(there) || there.contains(shown)), `nothing on top of it: ${name}`).to.equal(true);
}

/** Tab by Tab to a control; each stop on the way can be seen. */
async function tabTo(el: ContributionForm, selector: string): Promise<HTMLElement> {
  const way: string[] = [];
  while (way.length < 60) {
    await sendKeys({ press: 'Tab' });
    await settled(el);
    const control = focused(el);
    way.push(control ? control.getAttribute('name') || control.className || control.id : 'outside');
    if (!control) continue;
    await expectSeen(el, control);
    if (control.matches(selector)) return control;
  }
  throw new Error(`Tab never came to ${selector}, only to ${way.join(', ')}`);
}

async function key(el: ContributionForm, ...names: string[]): Promise<void> {
  for (const press of names) await sendKeys({ press });
  await settled(el);
}

/** Key by key: WebKit's driver loses some of a whole text. */
const write = (el: ContributionForm, text: string) => key(el, ...text);

async function type(el: ContributionForm, selector: string, text: string): Promise<void> {
  await tabTo(el, selector);
  await write(el, text);
}

const person = async (el: ContributionForm) => {
  await type(el, '[name=name]', 'Maren');
  await type(el, '[name=email]', 'maren@example.org');
};

/** The button, and the thanks, where the keyboard goes on from what is said. */
async function finish(el: ContributionForm, press: 'Enter' | ' '): Promise<void> {
  await tabTo(el, '.submit');
  await key(el, press);
  await waitUntil(() => find(el, '.thanks'), 'no thanks');
  await settled(el);
  expect(focused(el)?.id).to.equal('thanks');
  expect(await tabTo(el, '.share :is(a, button)')).not.to.equal(null);
}

describe('<cairn-contribution-form> by keyboard alone', function keyboard() {
  this.timeout(30_000);
  stayHere();

  it('[CF1] [A-all-2.1.1] [A-all-2.4.7] a pledge, from its tab to the thanks', async () => {
    const { el, store } = await begin('');
    await tabTo(el, '[role=tab]');
    await key(el, 'ArrowRight');
    expect(focused(el)?.id).to.equal('tab-pledge');
    await tabTo(el, '[name=preset]');
    await key(el, 'ArrowLeft');
    expect(label(el)).to.equal('Pledge $50');
    const due = (await tabTo(el, '[name=due]')) as HTMLInputElement;
    // Month and day alike, so that their order is none of our business.
    await write(el, '12/12/2026');
    expect(due.value).to.equal('2026-12-12');
    await person(el);
    await tabTo(el, '.addnote');
    await key(el, 'Enter');
    await waitUntil(() => focused(el)?.matches('textarea'), 'the message has the focus');
    await write(el, 'For the owls');
    await finish(el, 'Enter');
    const { pathwayId, quantity, due: day, message } = store.sent[0]!.intent;
    expect({ pathwayId, value: quantity?.value, day, message }).to.deep.equal({
      pathwayId: 'pledge',
      value: 5000,
      day: '2026-12-12',
      message: 'For the owls',
    });
  });

  it('[CF7] [A-all-2.1.1] [A-all-2.4.7] hours, a day with places, a waiting list and skills', async () => {
    const input = withPathway('volunteer', {
      fields: [
        {
          id: 'skill',
          kind: 'radios',
          label: 'What you are good at',
          options: [
            { value: 'saw', label: 'Chainsaw' },
            { value: 'tea', label: 'Tea' },
          ],
        },
        { id: 'first-aid', kind: 'checkbox', label: 'I know first aid' },
      ],
    });
    const volunteer = input.pathways!.find((each) => each?.id === 'volunteer')!;
    volunteer.shifts = volunteer.shifts!.map((each) => (each?.id === 'path' ? { ...each, waitlist: true } : each));
    const { el, store } = await begin('volunteer', input);
    await tabTo(el, '.stepper [aria-label="More"], .stepper button:last-child');
    await key(el, 'Enter', ' ');
    expect(seen(inside(el, '.stepper output'))).to.match(/^8 ?hours$/);
    await tabTo(el, '[name=shifts][value=fencing]');
    await key(el, ' ');
    await tabTo(el, '[name=shifts][value=path]');
    await key(el, ' ');
    expect(all(el, '.choice.on')).to.have.length(2);
    expect(seen(inside(el, '.choice.waits .end'))).to.equal('On the waiting list');
    await tabTo(el, '[name="fields.skill"]');
    await key(el, ' ', 'ArrowDown');
    await tabTo(el, '[name="fields.first-aid"]');
    await key(el, ' ');
    await person(el);
    await finish(el, ' ');
    const { quantity, shifts, waitlist, fields } = store.sent[0]!.intent;
    expect({ value: quantity?.value, shifts, waitlist, fields }).to.deep.equal({
      value: 80,
      shifts: ['fencing'],
      waitlist: ['path'],
      fields: { skill: 'tea', 'first-aid': true },
    });
  });

  it('[CF7] [A-all-2.1.1] [A-all-2.4.7] actions from a checklist', async () => {
    const { el, store } = await begin('act');
    await tabTo(el, '[name=actions]');
    await key(el, ' ');
    await tabTo(el, '[name=actions]');
    await key(el, ' ');
    expect(label(el)).to.equal('Commit to 2 actions');
    await key(el, ' ');
    expect(label(el)).to.equal('Commit to 1 action');
    await person(el);
    await finish(el, 'Enter');
    expect(store.sent[0]!.intent.actions).to.have.length(1);
  });

  it('[CF1] [A-all-2.1.1] [A-all-2.4.7] an idea; what is missing is followed from the summary', async () => {
    const input = sample();
    input.pathways!.push({ id: 'idea', kind: 'share', label: 'Share an idea', unit: 'ideas', scale: 0 });
    const { el, store } = await begin('idea', input);
    await person(el);
    await tabTo(el, '.submit');
    await key(el, 'Enter');
    await waitUntil(() => find(el, '.alert'));
    expect(focused(el)).to.equal(find(el, '.alert'));
    await tabTo(el, '.alert a');
    await key(el, 'Enter');
    await waitUntil(() => focused(el)?.matches('textarea'), 'the message has the focus');
    await expectSeen(el, focused(el)!);
    await write(el, 'Plant along the school road');
    await finish(el, 'Enter');
    expect(store.sent[0]!.intent.message).to.equal('Plant along the school road');
  });
});
