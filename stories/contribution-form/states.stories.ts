import { CampaignError } from '../../src/data/error.ts';
import { sample } from '../../test/helpers/sample.ts';
import { StoryStore, inDays, shown, states } from '../helpers/campaign.ts';
import { CODE } from '../helpers/transfer-code.ts';
import { answered, answering, fill, meta, problem, recorded, send, story } from './element.ts';

export default { title: 'Contribution form/States', ...meta };

const held = (state: keyof typeof states) => ({ store: () => new StoryStore(states[state](sample)) });

export const Idle = story('Nothing was asked yet: the children of the element.', held('idle'));
export const Loading = story('Blocks where the form will be.', held('loading'));
export const Ready = story('A running campaign.');
export const Stale = story('The service does not answer just now; sending can still be tried.', held('stale'));
export const Offline = story('The visitor has no connection; what is typed is kept.', held('offline'));
export const Fault = story('Nothing was charged, and the page’s own link still works.', held('error'));
export const Errors = story('The summary takes the focus and leads to each field; the same words stand beside them.', {
  play: async ({ root, click, find }) => {
    await fill(root, { custom: '1.000', email: 'maren.example.org' });
    await click('.submit');
    await find('[part~=alert]');
  },
});
export const Sending = answered(
  'Nothing can be changed, and the button says what is on its way.',
  () => new Promise(() => undefined),
  '[part~=submit]',
);
export const Check = answered(
  'The service wants something worked out first: how far it is, and a way to stop it.',
  (intent) =>
    intent.proof
      ? new Promise(() => undefined)
      : Promise.reject(
          problem('proof-required', 428, {
            // No number has this sum, and so it goes on until it is stopped.
            challenge: {
              algorithm: 'SHA-256',
              challenge: '0'.repeat(64),
              maxnumber: 2e9,
              salt: 'story',
              signature: 'story',
            },
          }),
        ),
  '[part~=proof]',
);
export const LostReply = answered(
  'Nobody knows yet whether it arrived; trying again cannot charge twice.',
  () => Promise.reject(new CampaignError('timeout', 'story')),
  '[part~=alert]',
);
export const NotSent = answered(
  'The connection went: not sent, nothing charged, nothing queued; everything typed is still there.',
  () => Promise.reject(new CampaignError('offline', 'story')),
  '[part~=alert]',
);
export const RefusedByServer = answered(
  'What the server found stands beside the fields it is about.',
  () => Promise.reject(problem('validation', 422, { errors: [{ pointer: '/email', code: 'format' }] })),
  '[part~=alert]',
);
export const TooManyAttempts = answered(
  'How long to wait, in words.',
  () => Promise.reject(problem('too-many-requests', 429, { retryAfter: 45 })),
  '[part~=alert]',
);
export const Thanks = answered(
  'Your stone on the pile, the receipt, and another way to help.',
  () => Promise.resolve(recorded()),
  '[part~=receipt]',
);
export const Instructions = answered(
  'A bank transfer: the thanks say how to pay.',
  () =>
    Promise.resolve(
      recorded({
        state: 'awaiting_payment',
        next: { type: 'instructions', text: 'IBAN GB00 NFTR 0000 0000 0000 00\nReference NF-2026-000413' },
      }),
    ),
  '[part~=instructions]',
);
export const InstructionsWithCode = answered(
  'A bank transfer in euros: banking apps read the code.',
  () =>
    Promise.resolve(
      recorded({
        state: 'awaiting_payment',
        next: {
          type: 'instructions',
          text: 'IBAN DE00 0000 0000 0000 0000 00\nNorthfell, 50 EUR\nNF-2026-000413',
          qr: CODE,
        },
      }),
    ),
  '[part~=qr]',
);
export const WaitingForNetwork = story(
  'Offline, with something that costs nothing: it waits on this device, and can be sent, changed or thrown away.',
  {
    args: { pathway: 'volunteer', 'with-offline': true },
    store: () => {
      localStorage.clear(); // what this story kept when it was shown before
      return answering(() => Promise.reject(new CampaignError('offline', 'story')));
    },
    play: async (form) => {
      await form.find('.stepper');
      await send(form);
      await form.find('[part~=queue]');
    },
  },
);
export const WaitingForPayment = answered(
  'The payment is not confirmed yet, and can be asked about again.',
  () => Promise.resolve(recorded({ state: 'awaiting_payment', viewToken: 'story' })),
  'h2, [part~=title]',
);
export const Upcoming = story('The day it opens.', {
  store: () => new StoryStore(shown(sample({ status: 'upcoming', startsAt: inDays(50) }))),
});
export const Paused = story('Nothing is taken for now.', {
  store: () => new StoryStore(shown(sample({ status: 'paused' }))),
});
export const Ended = story('What came of it, once it is over.', {
  store: () => new StoryStore(shown(sample({ status: 'ended', endsAt: inDays(-11) }))),
});
