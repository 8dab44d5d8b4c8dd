import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { CampaignError } from '../src/data/error.ts';
import type { CampaignInput, Problem, Receipt } from '../src/data/schema.ts';
import type { CampaignState, CampaignStore } from '../src/data/store.ts';
import '../src/define/contribution-form.ts';
import type { ContributionForm } from '../src/elements/contribution-form/contribution-form.ts';
import { sample } from '../test/helpers/sample.ts';
import { StoryStore, provided, shown } from './helpers/campaign.ts';

const recorded = (more: Partial<Receipt> = {}): Receipt => ({
  id: 'ctr_1',
  state: 'confirmed',
  kind: 'donate',
  pathwayId: 'donate',
  receipt: 'NF-2026-000413',
  stone: 413,
  next: { type: 'none' },
  ...more,
});

/** The form inside a provider of `store`, or of the sample campaign. */
function story(
  store: StoryStore = new StoryStore(shown(), () => Promise.resolve(recorded())),
  args: { pathway?: string; surface?: string } = {},
  act?: (form: ContributionForm) => void | Promise<void>,
): TemplateResult {
  const form = document.createElement('cairn-contribution-form') as ContributionForm;
  form.surface = args.surface === 'plain' ? 'plain' : 'card';
  form.pathway = args.pathway ?? '';
  form.append(
    Object.assign(document.createElement('a'), {
      href: 'https://northfell.example/give',
      textContent: 'Open it on northfell.example',
    }),
  );
  const box = provided(store, html`${form}`);
  box.style.maxInlineSize = '48rem';
  if (act) setTimeout(() => void form.updateComplete.then(() => act(form)));
  return html`${box}`;
}

const control = (form: ContributionForm, name: string) =>
  form.shadowRoot!.querySelector<HTMLInputElement>(`[name="${name}"]`)!;

function fill(form: ContributionForm, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    control(form, name).value = value;
    control(form, name).dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

async function send(form: ContributionForm): Promise<void> {
  fill(form, { name: 'Maren Oduya', email: 'maren@example.org' });
  await form.updateComplete;
  form.shadowRoot!.querySelector<HTMLButtonElement>('.submit')!.click();
}

/** A story of the form after it was sent and `answer` came. */
const answered = (answer: CampaignStore['contribute'], pathway = '') =>
  story(new StoryStore(shown(), answer), { pathway }, send);

const problem = (code: string, status: number, more: Partial<Problem> = {}) =>
  new CampaignError('problem', code, { status, problem: { type: '', title: '', status, code, ...more } });

function withPathway(id: string, more: object): CampaignInput {
  const campaign = sample();
  campaign.pathways = campaign.pathways!.map((each) => (each?.id === id ? { ...each, ...more } : each));
  return campaign;
}

const meta: Meta = {
  title: 'Contribution form',
  component: 'cairn-contribution-form',
  args: { surface: 'card', pathway: '' },
  render: (args) => story(undefined, args),
};
export default meta;
type Story = StoryObj;

const says = (text: string) => ({ docs: { description: { story: text } } });

export const Give: Story = {
  parameters: says('Choose a rhythm and an amount, see what it does, say who you are, send.'),
};
export const Pledge: Story = {
  args: { pathway: 'pledge' },
  parameters: says('A promise by a day; nothing is paid.'),
};
export const Volunteer: Story = {
  args: { pathway: 'volunteer' },
  parameters: says('Hours by steps and dated places; a full one takes names for its list.'),
};
export const Act: Story = { args: { pathway: 'act' }, parameters: says('Things to do, with how many have done them.') };
export const Plain: Story = {
  args: { surface: 'plain' },
  parameters: says('Without a ground of its own, bare on the page.'),
};
export const OnePathway: Story = {
  parameters: says('With one way to take part there are no tabs.'),
  render: () => story(new StoryStore(shown(sample({ pathways: [sample().pathways![0]!] })))),
};
export const CustomFields: Story = {
  parameters: says('Every kind of field a campaign may ask for, and consents in its own words.'),
  render: () => {
    const options = [
      { value: 's', label: 'Small' },
      { value: 'm', label: 'Medium' },
    ];
    const fields = [
      { id: 'note', kind: 'text', label: 'On behalf of', hint: 'A person or a group' },
      { id: 'why', kind: 'textarea', label: 'What the fells are to you' },
      { id: 'size', kind: 'select', label: 'Shirt size', options },
      { id: 'fit', kind: 'radios', label: 'Cut', options },
      { id: 'member', kind: 'checkbox', label: 'I am a member already' },
      { id: 'day', kind: 'date', label: 'Birthday' },
      { id: 'trees', kind: 'number', label: 'Trees in your garden' },
    ];
    const consents = [
      { id: 'publish-name', text: 'Show my name on the public list', version: '1' },
      { id: 'terms', text: 'I agree to the gift terms', version: '3', required: true },
    ];
    return story(new StoryStore(shown(withPathway('donate', { fields, consents }))));
  },
};
export const TestMode: Story = {
  parameters: says('No money moves, and the form says so.'),
  render: () => story(new StoryStore(shown(sample({ test: true })))),
};
export const Errors: Story = {
  parameters: says('The summary takes the focus and leads to each field; the same words stand beside them.'),
  render: () =>
    story(undefined, {}, async (form) => {
      fill(form, { custom: '1.000', email: 'maren.example.org' });
      await form.updateComplete;
      form.shadowRoot!.querySelector<HTMLButtonElement>('.submit')!.click();
    }),
};
export const Sending: Story = {
  parameters: says('Nothing can be changed, and the button says what is on its way.'),
  render: () => answered(() => new Promise(() => undefined)),
};
export const LostReply: Story = {
  parameters: says('Nobody knows yet whether it arrived; trying again cannot charge twice.'),
  render: () => answered(() => Promise.reject(new CampaignError('timeout', 'story'))),
};
export const Offline: Story = {
  parameters: says('Not sent, nothing charged, nothing queued; everything typed is still there.'),
  render: () => answered(() => Promise.reject(new CampaignError('offline', 'story'))),
};
export const RefusedByServer: Story = {
  parameters: says('What the server found stands beside the fields it is about.'),
  render: () =>
    answered(() => Promise.reject(problem('validation', 422, { errors: [{ pointer: '/email', code: 'format' }] }))),
};
export const TooManyAttempts: Story = {
  parameters: says('How long to wait, in words.'),
  render: () => answered(() => Promise.reject(problem('too-many-requests', 429, { retryAfter: 45 }))),
};
export const Thanks: Story = {
  parameters: says('Your stone on the pile, the receipt, and another way to help.'),
  render: () => answered(() => Promise.resolve(recorded())),
};
export const Instructions: Story = {
  parameters: says('A bank transfer: the thanks say how to pay.'),
  render: () =>
    answered(() =>
      Promise.resolve(
        recorded({
          state: 'awaiting_payment',
          next: { type: 'instructions', text: 'IBAN GB00 NFTR 0000 0000 0000 00\nReference NF-2026-000413' },
        }),
      ),
    ),
};
export const WaitingForPayment: Story = {
  parameters: says('The payment is not confirmed yet, and can be asked about again.'),
  render: () => answered(() => Promise.resolve(recorded({ state: 'awaiting_payment', viewToken: 'story' }))),
};
export const PlatformHandOff: Story = {
  parameters: says('A platform’s own page takes over, with the amount in its address.'),
  render: () =>
    story(
      new StoryStore(
        shown(
          withPathway('donate', {
            handoff: { type: 'redirect', template: 'https://opencollective.com/x/donate{?amount,interval}' },
          }),
        ),
      ),
    ),
};
export const LinkHandOff: Story = {
  parameters: says('A pathway that is only a link elsewhere.'),
  render: () =>
    story(
      new StoryStore(
        shown(withPathway('donate', { handoff: { type: 'link', href: 'https://northfell.example/give' } })),
      ),
    ),
};
export const Loading: Story = {
  parameters: says('Blocks where the form will be.'),
  render: () => story(new StoryStore({ status: 'loading' })),
};
export const Fault: Story = {
  parameters: says('Nothing was charged, and the page’s own link still works.'),
  render: () => story(new StoryStore({ status: 'error', error: new CampaignError('network', 'story') })),
};
export const Stale: Story = {
  parameters: says('The service does not answer just now; sending can still be tried.'),
  render: () => story(new StoryStore({ ...shown(), error: new CampaignError('network', 'story') } as CampaignState)),
};
export const Closed: Story = {
  parameters: says('What came of it, once it is over.'),
  render: () => story(new StoryStore(shown(sample({ status: 'ended', endsAt: '2026-06-01T00:00:00Z' })))),
};
export const Paused: Story = {
  parameters: says('Nothing is taken for now.'),
  render: () => story(new StoryStore(shown(sample({ status: 'paused' })))),
};
export const Upcoming: Story = {
  parameters: says('The day it opens.'),
  render: () => story(new StoryStore(shown(sample({ status: 'upcoming', startsAt: '2026-08-01T00:00:00Z' })))),
};
export const NothingToChoose: Story = {
  parameters: says('A campaign without pathways shows the page’s own link.'),
  render: () => story(new StoryStore(shown(sample({ pathways: [] })))),
};
