import { html, waitUntil } from '@open-wc/testing';
import '../../src/define/progress-thermometer.ts';
import type { CampaignInput } from '../../src/data/schema.ts';
import type { ProgressThermometer } from '../../src/elements/progress-thermometer/progress-thermometer.ts';
import { FakeStore, inside, mount, NOW, sample as campaign } from './campaign.ts';

export type GoalInput = NonNullable<CampaignInput['goals']>[number];

/** The sample, with half a day more so that 41 days are left a moment later as well. */
export function sample(more: Partial<CampaignInput> = {}): CampaignInput {
  return campaign({ endsAt: new Date(NOW + 41.5 * 86_400_000).toISOString(), ...more });
}

/** The sample with its money goal changed. */
export function money(change: Partial<GoalInput> = {}, more: Partial<CampaignInput> = {}): CampaignInput {
  const whole = sample(more);
  const [first, ...others] = whole.goals!;
  return { ...whole, goals: [{ ...first!, ...change }, ...others] };
}

export async function show(
  input: CampaignInput = sample(),
  attributes: Record<string, string> = {},
  options: { width?: number; lang?: string; dir?: string } = {},
): Promise<{ el: ProgressThermometer; store: FakeStore }> {
  const store = new FakeStore();
  store.ready(input);
  const el = document.createElement('cairn-progress-thermometer') as ProgressThermometer;
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  await mount(html`${el}`, store, { width: 500, lang: 'en', ...options });
  await waitUntil(() => el.shadowRoot!.querySelector('.base:not([aria-busy])'), 'no data shown');
  return { el, store };
}

/** Laid out, and what grows has grown. */
export function standStill(el: Element): void {
  for (const node of el.shadowRoot!.querySelectorAll('*')) node.getBoundingClientRect();
  el.shadowRoot!.getAnimations().forEach((animation) => animation.finish());
}

export const meterOf = (el: Element) => inside(el, '[role="meter"]');
export const meters = (el: Element) => [...el.shadowRoot!.querySelectorAll('[role="meter"]')];

/** Timeouts that pass when the test says so. */
export function fakeTimeouts() {
  const { setTimeout: set, clearTimeout: clear } = window;
  let now = 0;
  let ids = 0;
  const waiting = new Map<number, { at: number; run: () => void }>();
  window.setTimeout = ((run: () => void, wait = 0) => {
    ids += 1;
    waiting.set(ids, { at: now + wait, run });
    return ids;
  }) as unknown as typeof window.setTimeout;
  window.clearTimeout = (id) => void waiting.delete(id as number);
  return {
    tick(milliseconds: number) {
      const end = now + milliseconds;
      for (;;) {
        const due = [...waiting].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0];
        if (!due) break;
        now = due[1].at;
        waiting.delete(due[0]);
        due[1].run();
      }
      now = end;
    },
    restore() {
      window.setTimeout = set;
      window.clearTimeout = clear;
    },
  };
}
