import '../../src/define/contribution-form.ts';
import { html } from 'lit';
import { CampaignError } from '../../src/data/error.ts';
import type { CampaignInput, Problem, Receipt } from '../../src/data/schema.ts';
import type { CampaignStore } from '../../src/data/store.ts';
import { sample } from '../../test/helpers/sample.ts';
import { StoryStore, shown } from '../helpers/campaign.ts';
import { element } from '../helpers/element.ts';
import type { Inside } from '../helpers/inside.ts';

export const recorded = (more: Partial<Receipt> = {}): Receipt => ({
  id: 'ctr_1',
  state: 'confirmed',
  kind: 'donate',
  pathwayId: 'donate',
  receipt: 'NF-2026-000413',
  stone: 413,
  next: { type: 'none' },
  ...more,
});

export const { meta, parts, story } = element('cairn-contribution-form', {
  args: { surface: 'card' },
  store: () => answering(() => Promise.resolve(recorded())),
  around: (form) => html`<div class="story-column">${form}</div>`,
});

/** The sample campaign, whose service answers like this when the form is sent. */
export const answering = (answer: CampaignStore['contribute'], campaign?: CampaignInput) =>
  new StoryStore(shown(campaign), answer);

/** The form filled in and sent. */
export async function send({ root, click, find }: Inside): Promise<void> {
  await fill(root, { name: 'Maren Oduya', email: 'maren@example.org' });
  await find('.submit');
  await click('.submit');
}

export async function fill(root: ShadowRoot, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const control = root.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
    control.value = value;
    control.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  await (root.host as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
}

/** The story of a form that was sent, and what came of it. */
export const answered = (
  sentence: string,
  answer: CampaignStore['contribute'],
  seen: string,
  args: Record<string, unknown> = {},
) =>
  story(sentence, {
    args,
    store: () => answering(answer),
    play: async (form) => {
      await send(form);
      await form.find(seen);
    },
  });

export const problem = (code: string, status: number, more: Partial<Problem> = {}) =>
  new CampaignError('problem', code, { status, problem: { type: '', title: '', status, code, ...more } });

export function withPathway(id: string, more: object): CampaignInput {
  const campaign = sample();
  campaign.pathways = campaign.pathways!.map((each) => (each?.id === id ? { ...each, ...more } : each));
  return campaign;
}
