import { html, waitUntil } from '@open-wc/testing';
import '../../src/define/impact-chart.ts';
import type { CampaignInput } from '../../src/data/schema.ts';
import type { ImpactChart } from '../../src/elements/impact-chart/impact-chart.ts';
import { FakeStore, inside, mount, NOW, sample } from './campaign.ts';

type GoalInput = NonNullable<CampaignInput['goals']>[number];
export const DAY = 86_400_000;

export function money(change: Partial<GoalInput> = {}, more: Partial<CampaignInput> = {}): CampaignInput {
  const whole = sample(more);
  const [first, ...others] = whole.goals!;
  return { ...whole, goals: [{ ...first!, ...change }, ...others] };
}

export const history = (values: number[], step = DAY): CampaignInput['history'] => [
  {
    goalId: 'money',
    points: values.map((value, i) => ({ at: new Date(NOW - (values.length - 1 - i) * step).toISOString(), value })),
  },
];

export async function show(
  input: CampaignInput = sample(),
  attributes: Record<string, string> = {},
  options: { width?: number; lang?: string; dir?: string } = {},
): Promise<{ el: ImpactChart; store: FakeStore }> {
  const store = new FakeStore();
  store.ready(input);
  const el = document.createElement('cairn-impact-chart') as ImpactChart;
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  await mount(html`${el}`, store, { width: 500, lang: 'en', ...options });
  await waitUntil(() => el.shadowRoot!.querySelector('.base:not([aria-busy])'), 'no data shown');
  return { el, store };
}

/** Opaque colours of the canvas and how often each is there; how much of the lower third lies left and right. */
export function painted(el: Element): { left: number; right: number; colors: Map<string, number> } {
  const canvas = inside<HTMLCanvasElement>(el, 'canvas');
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
  const colors = new Map<string, number>();
  let left = 0;
  let right = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3]! < 200) continue;
    const color = `${data[i]},${data[i + 1]},${data[i + 2]}`;
    colors.set(color, (colors.get(color) ?? 0) + 1);
    // The lower third of the plot, where only the curve's beginning is.
    const y = Math.floor(i / 4 / width);
    if (y < height * 0.66) continue;
    if ((i / 4) % width < width / 2) left += 1;
    else right += 1;
  }
  return { left, right, colors };
}

export const drawn = (el: Element) =>
  waitUntil(() => painted(el).colors.size > 0, 'nothing is drawn', { timeout: 8000 });
