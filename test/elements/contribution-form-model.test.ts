import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { FormValues } from '../../src/data/chosen.ts';
import { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import { Drafts } from '../../src/elements/contribution-form/drafts.ts';
import { Flow } from '../../src/elements/contribution-form/flow.ts';
import { Attempts } from '../../src/elements/contribution-form/submission.ts';
import { CairnSuccessEvent } from '../../src/shared/events.ts';
import { chromium, walk, wander } from '../helpers/form-model.ts';

/*
 * What the model is there to find, brought about from outside: each has to be found within the usual number of runs.
 * With the seed below, on the day this was written, they were found in run
 *
 *    3  nothing is said after a reload; what is sent is sent twice at once
 *    4  what waits is tried twice at once; another step drops the address
 *    5  a success is told twice
 *    7  the key of a gift that is done stands for the next one
 *   12  an answer while it is out of the page is not heard; a failure after a move leaves the button busy
 *   14  a key of its own for every try; another key after a reload
 *   15  a move begins with the first step again
 *   16  another pathway drops the name
 *   24  an error drops the typed amount
 *
 * of 60. The model had to be taught three of them: by giving the same once more, by counting the requests that are under
 * way at once, and by letting the answer come while the form is out of the page, which found a failure nobody was told of.
 */

type Anything = (this: unknown, ...args: never[]) => unknown;

/** Puts something else in the place of a method, and back. */
function instead(owner: object, name: string, make: (was: Anything) => Anything): () => void {
  const was = Reflect.get(owner, name) as Anything;
  Reflect.set(owner, name, make(was));
  return () => Reflect.set(owner, name, was);
}

const phaseOf = (el: ContributionForm) => (Reflect.get(el, 'phase') as { name: string } | undefined)?.name;

/** Lets a form's phase be something else than it was told to be. */
function phases(change: (next: { name: string; busy?: boolean }, el: ContributionForm) => object | undefined) {
  const was = Object.getOwnPropertyDescriptor(ContributionForm.prototype, 'phase')!;
  Object.defineProperty(ContributionForm.prototype, 'phase', {
    ...was,
    set(this: ContributionForm, next: { name: string }) {
      const changed = change(next, this);
      if (changed) was.set!.call(this, changed);
    },
  });
  return () => Object.defineProperty(ContributionForm.prototype, 'phase', was);
}

/** Something happens to the values of a form from a moment on. */
function values(event: string, change: (values: FormValues) => FormValues) {
  let begun = false;
  const hear = () => void (begun = true);
  const forget = instead(Drafts.prototype, 'put', (put) => {
    return function (this: unknown, values: FormValues) {
      begun = false;
      return put.call(this, values as never);
    };
  });
  const spoil = instead(Drafts.prototype, 'of', (of) => {
    return function (this: unknown, ...args) {
      const found = of.apply(this, args) as FormValues;
      return begun ? change(found) : found;
    };
  });
  document.addEventListener(event, hear);
  return () => {
    document.removeEventListener(event, hear);
    spoil();
    forget();
  };
}

const anotherKey = () => crypto.randomUUID().replaceAll('-', '');

const FAULTS: Record<string, () => () => void> = {
  'a key of its own for every try': () =>
    instead(
      Attempts.prototype,
      'for',
      (was) =>
        function (this: unknown, ...args) {
          return { ...(was.apply(this, args) as object), key: anotherKey() };
        },
    ),
  'another key after a reload': () =>
    instead(
      Attempts.prototype,
      'restore',
      (was) =>
        function (this: unknown, attempt: object) {
          return was.call(this, { ...attempt, key: anotherKey() } as never);
        },
    ),
  'the key of a gift that is done stands for the next one': () =>
    instead(Attempts.prototype, 'close', () => () => undefined),
  'nothing is said after a reload': () => instead(Flow.prototype, 'resume', () => () => undefined),
  'what is sent is sent twice at once': () =>
    instead(
      Flow.prototype,
      'send',
      (was) =>
        function (this: unknown, ...args) {
          void was.apply(this, args);
          return was.apply(this, args);
        },
    ),
  'what waits is tried twice at once': () =>
    phases((next) => (next.name === 'queued' ? { ...next, busy: undefined } : next)),
  'a success is told twice': () =>
    instead(
      ContributionForm.prototype,
      'dispatchEvent',
      (was) =>
        function (this: unknown, event: Event) {
          if (event instanceof CairnSuccessEvent) was.call(this, new CairnSuccessEvent(event.detail) as never);
          return was.call(this, event as never);
        },
    ),
  'an answer that comes while it is out of the page is not heard': () =>
    phases((next, el) => (el.isConnected || phaseOf(el) !== 'sending' ? next : undefined)),
  'a failure after a move leaves the button busy': () => {
    let moved = false;
    const disconnect = instead(
      Flow.prototype,
      'disconnect',
      (was) =>
        function (this: unknown) {
          moved = true;
          return was.call(this);
        },
    );
    const phase = phases((next, el) => {
      if (moved && phaseOf(el) === 'sending' && next.name === 'form') return undefined;
      moved = false;
      return next;
    });
    return () => {
      phase();
      disconnect();
    };
  },
  'a move begins with the first step again': () =>
    instead(
      Flow.prototype,
      'connect',
      (was) =>
        function (this: unknown) {
          const form = document.querySelector('cairn-contribution-form');
          if (form) Reflect.set(form, 'step', 'choose');
          return was.call(this);
        },
    ),
  'another step drops the address': () => values('cairn-step', (values) => ({ ...values, email: '' })),
  'an error drops the typed amount': () => values('cairn-error', (values) => ({ ...values, custom: '' })),
  'another pathway drops the name': () => values('cairn-select', (values) => ({ ...values, name: '' })),
};

describe('<cairn-contribution-form> whatever happens', () => {
  it('[F50] [F51] [F52] [F56] [F57] never two records, a lost value, a stuck button or a silent failure', async function model() {
    this.timeout(120_000);
    await walk();
    const found = await wander({ interruptAfterTimeLimit: chromium ? 20_000 : 10_000 });
    expect(found.failed, fc.defaultReportMessage(found) ?? '').to.equal(false);
  });

  // What the model can find is the same in every engine: one is enough.
  if (!chromium) return;
  describe('the model finds, when it is brought about,', () => {
    for (const [name, bringAbout] of Object.entries(FAULTS)) {
      it(name, async function fault() {
        this.timeout(120_000);
        const mend = bringAbout();
        try {
          const found = await wander({ seed: 7 });
          expect(found.failed, 'found').to.equal(true);
        } finally {
          mend();
        }
      });
    }
  });
});
