import type { TemplateResult } from 'lit';
import type { Progress } from '../../data/progress.ts';
import type { Campaign } from '../../data/schema.ts';
import { onWords } from '../../i18n/index.ts';

/** What is done once for all the elements on a page that show the same campaign. */
interface Shared {
  progresses: Map<string, Progress | undefined>;
  drawings: Map<string, { second: number; content: TemplateResult }>;
}

let all = new WeakMap<Campaign, Shared>();
let watches = false;

function sharedOf(campaign: Campaign): Shared {
  // Words that a page adds later are not in what is drawn.
  if (!watches) onWords(() => void (all = new WeakMap()));
  watches = true;
  let shared = all.get(campaign);
  if (!shared) all.set(campaign, (shared = { progresses: new Map(), drawings: new Map() }));
  return shared;
}

/** The progress of a goal, worked out once however many elements show it. */
export function progressFor(campaign: Campaign, id: string, make: () => Progress | undefined): Progress | undefined {
  const { progresses } = sharedOf(campaign);
  if (!progresses.has(id)) progresses.set(id, make());
  return progresses.get(id);
}

let written: { progress: Progress; value: number; locale: string; words: string } | undefined;

/** A figure in words, which elements that show the same progress write one after the other. */
export function writtenOnce(progress: Progress, value: number, locale: string, write: () => string): string {
  if (written?.progress !== progress || written.value !== value || written.locale !== locale)
    written = { progress, value, locale, words: write() };
  return written.words;
}

/** What elements that show the same campaign in the same way draw within one second, worked out by the first of them. */
export function drawnOnce(campaign: Campaign, key: string, now: number, draw: () => TemplateResult): TemplateResult {
  const { drawings } = sharedOf(campaign);
  const second = Math.floor(now / 1000);
  let drawing = drawings.get(key);
  if (drawing?.second !== second) drawings.set(key, (drawing = { second, content: draw() }));
  return drawing.content;
}
