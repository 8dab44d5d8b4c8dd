import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber, formatQuantity } from '../../data/quantity.ts';
import { phaseOf, progressOf } from '../../data/progress.ts';
import type { Campaign } from '../../data/schema.ts';
import type { Params, Term } from '../../i18n/index.ts';
import { formatDate } from '../../shared/dates.ts';
import { calendarIcon, clockIcon } from '../../shared/icons.ts';

interface Words {
  locale: string;
  now: number;
  term(key: Term, params?: Params): string;
  heading(content: string): TemplateResult;
}

/** Blocks in the places of a form that asks for money, so that what stands below it hardly moves when it comes. */
export function renderSkeleton(): TemplateResult {
  return html`<div class="head"><span class="sk sk-title"></span><span class="sk sk-tabs"></span></div>
    <div class="panel">
      <div class="left">
        <span class="sk sk-row"></span>
        <div class="sk-col">
          <div class="amounts">${[1, 2, 3, 4, 5, 6].map(() => html`<span class="sk sk-amount"></span>`)}</div>
          <span class="sk sk-row"></span>
        </div>
        <span class="sk sk-impact"></span>
      </div>
      <div class="right">
        <div class="fields two"><span class="sk sk-field"></span><span class="sk sk-field"></span></div>
        <span class="sk sk-fee"></span>
        <span class="sk sk-submit"></span>
      </div>
    </div>`;
}

/** Whether contributions are taken now. After the end only where the campaign says it still takes them. */
export function isOpen(campaign: Campaign, now: number): boolean {
  const phase = phaseOf(campaign, now);
  return phase === 'active' || (phase === 'ended' && campaign.acceptsAfterEnd);
}

/** Instead of the form: not yet, not now, or no more. */
export function renderClosed(words: Words, campaign: Campaign): TemplateResult {
  const phase = phaseOf(campaign, words.now);
  if (phase === 'upcoming') {
    const date = campaign.startsAt ? formatDate(campaign.startsAt, words.locale, words.now) : '';
    return renderNote(clockIcon(), words.heading(words.term('opensOn', { date })), '', aboutLink(words, campaign));
  }
  if (phase === 'paused') {
    const heading = words.heading(words.term('pausedTitle'));
    return renderNote(clockIcon(), heading, words.term('pausedText'), aboutLink(words, campaign));
  }
  return renderNote(calendarIcon(), words.heading(words.term('closedTitle')), result(words, campaign), [
    campaign.mission.url,
    words.term('seeResult'),
  ]);
}

function result(words: Words, campaign: Campaign): string {
  const progress = progressOf(campaign);
  const { endsAt } = campaign;
  const supporters = progress?.goal.supporters;
  if (!progress || !endsAt || !supporters) return '';
  const { goal, raised } = progress;
  const { unit, scale } = goal;
  return words.term('closedText', {
    date: formatDate(endsAt, words.locale, words.now),
    raised: formatQuantity({ value: raised, unit, scale }, words.locale, { style: 'short', unitLabel: goal.unitLabel }),
    people: words.term('people', { n: supporters, count: formatNumber(supporters, 0, words.locale) }),
  });
}

type Link = [href: string | undefined, label: string];

function aboutLink(words: Words, campaign: Campaign): Link {
  const href = campaign.links.fallback ?? campaign.mission.url ?? campaign.organization.url;
  return [href, href && URL.canParse(href) ? words.term('continueOn', { host: new URL(href).host }) : ''];
}

/** A campaign without any way to take part. */
export function renderNone(words: Words, campaign: Campaign): TemplateResult {
  return renderNote(calendarIcon(), words.heading(words.term('formNone')), '', aboutLink(words, campaign));
}

function renderNote(icon: unknown, heading: TemplateResult, text: string, [href, label]: Link): TemplateResult {
  return html`<div class="base" part="base">
    <div class="blank" part="closed">
      ${icon}${heading} ${text ? html`<p>${text}</p>` : nothing}
      ${
        href && label
          ? html`<a class="btn secondary" part="btn secondary" href=${href} rel="noopener noreferrer">${label}</a>`
          : nothing
      }
    </div>
  </div>`;
}
