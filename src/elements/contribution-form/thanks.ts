import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatNumber } from '../../data/quantity.ts';
import type { FormValues } from '../../data/chosen.ts';
import type { Campaign, Pathway, Receipt } from '../../data/schema.ts';
import { formatDate } from '../../shared/dates.ts';
import { linkIcon, saveIcon } from '../../shared/icons-later.ts';
import { mailIcon, tickIcon } from '../../shared/icons.ts';
import { isolate } from '../../i18n/index.ts';
import { pile } from '../../shared/pile.ts';
import { impactSentence } from './impact.ts';
import type { View } from './view.ts';
import { chosenInWords, dayOf, givenFor } from './words.ts';
import { listOf } from '../../shared/lists.ts';

export interface Done {
  receipt: Receipt;
  /** What it was for: the element may show another campaign by now. */
  campaign: Campaign;
  pathway: Pathway;
  /** What was sent, for the words of thanks: they never come from the address. */
  values: FormValues;
}

export interface ThanksActions {
  heading(content: string): TemplateResult;
  copied: boolean;
  /** The address to copy by hand, where the browser does not let us. */
  byHand: string | undefined;
  copy(): void;
  save(): void;
  print(): void;
  open(pathwayId: string): void;
}

/** Stones of the pile that are shown; the last one is the visitor's. */
const STONES = 15;

export function renderThanks(view: View, done: Done, actions: ThanksActions): TemplateResult {
  const { receipt, values } = done;
  const first = values.name.trim().split(/\s+/)[0];
  const instructions = receipt.next.type === 'instructions' ? receipt.next.text : '';
  const impact = impactSentence(view);
  return html`<div class="thanks" part="thanks">
    ${renderPile()}
    <div class="said">
      ${actions.heading(first ? view.term('thanksName', { name: isolate(first) }) : view.term('thanks'))}
      <p dir="auto">
        ${
          receipt.stone === undefined
            ? nothing
            : html`<span class="muted"
                >${view.term('yourStone', { count: formatNumber(receipt.stone, 0, view.locale) })}</span
              > `
        }${impact && impact.count > 0 ? html`<span class="muted" dir=${impact.dir}>${impact.text}</span>` : nothing}
      </p>
    </div>
    ${
      instructions
        ? html`<div class="alert calm" part="instructions">
            <p><b>${view.term('howToPay')}</b></p>
            <p class="instructions">${instructions}</p>
            ${renderCode(view, receipt)}
          </div>`
        : nothing
    }
    ${renderReceipt(view, done)}
    <div class="share" part="share">
      ${
        'share' in navigator
          ? html`<button class="btn secondary small" part="btn secondary" type="button" @click=${() => passOn(view)}>
              ${view.term('shareThis')}
            </button>`
          : nothing
      }
      <button class="btn secondary small" part="btn secondary" type="button" @click=${actions.copy}>
        ${actions.copied ? tickIcon() : linkIcon()}${view.term(actions.copied ? 'copied' : 'copyLink')}
      </button>
      <a class="btn secondary small" part="btn secondary" href=${mailto(view)}
        >${mailIcon()}${view.term('emailFriend')}</a
      >
      <button class="btn quiet small" part="btn quiet" type="button" @click=${actions.save}>
        ${saveIcon()}${view.term('saveReceipt')}
      </button>
      <button class="btn quiet small" part="btn quiet" type="button" @click=${actions.print}>
        ${view.term('printReceipt')}
      </button>
    </div>
    ${
      actions.byHand
        ? html`<div class="control" part="control">
            <input
              readonly
              dir="ltr"
              id="address"
              aria-label=${view.term('copyLink')}
              .value=${actions.byHand}
              @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
            />
          </div>`
        : nothing
    }
    ${renderMore(view, actions)}
  </div>`;
}

/** Black on white on any ground: that is what cameras read. All it says stands in the text above it, too. */
function renderCode(view: View, { next }: Receipt): unknown {
  const code = next.type === 'instructions' ? next.qr : undefined;
  if (!code || !/^[MHhvz\d ]*$/.test(code.path)) return nothing;
  const { size, path } = code;
  return html`<p>${view.term('scanCode')}</p>
    <svg class="qr" part="qr" viewBox=${`0 0 ${size} ${size}`} role="img" aria-label=${view.term('scanCode')}>
      <path d=${path} />
    </svg>`;
}

function renderPile(): TemplateResult {
  const stones = pile().slice(0, STONES);
  return html`<svg class="pile" part="pile" viewBox="-6 80 312 156" aria-hidden="true">
    ${stones.map((path, index) => {
      const part = index === STONES - 1 ? 'yours' : index % 3 ? 'st' : 'st2';
      return svg`<path class=${part} d=${path}/>`;
    })}
    <path class="ground" d="M-6 226H306" />
  </svg>`;
}

/** What was agreed, line by line. */
export function receiptLines(view: View, done: Done): [label: string, value: string][] {
  const { receipt, pathway, values } = done;
  const amount = chosenInWords(view) ?? '';
  const days = pathway.shifts.filter(
    ({ id, startsAt }) => values.shifts.includes(id) && startsAt && !receipt.waitlist?.includes(id),
  );
  const deeds = pathway.actions.filter(({ id }) => values.actions.includes(id)).map(({ label }) => label);
  const when = days.map(({ startsAt }) => dayOf(startsAt!, view.locale));
  const rhythm = pathway.kind === 'donate' ? (receipt.frequency ?? values.frequency ?? 'once') : undefined;
  const what = pathway.kind === 'act' ? listOf(deeds, view.locale) : amount;
  const lines: [string, string | undefined][] = [
    [view.term('receipt'), receipt.receipt],
    [
      pathway.kind === 'donate' ? view.term('gift') : pathway.label,
      rhythm ? view.term(`amount${rhythm}`, { amount: what }) : what,
    ],
    [view.term('day'), pathway.kind === 'pledge' && values.due ? formatDate(values.due, view.locale, view.now) : ''],
    [view.term('day'), listOf(when, view.locale)],
    [view.term('onList'), waiting(view, done)],
    ...givenFor({ ...view, pathway, values }),
    [view.term('email'), values.email.trim()],
  ];
  return lines.filter((line): line is [string, string] => Boolean(line[1]));
}

/** The days that are full, and waited for. */
function waiting({ locale }: View, { receipt, pathway }: Done): string {
  const days = pathway.shifts.filter(({ id }) => receipt.waitlist?.includes(id));
  const named = days.map(({ startsAt, label }) => (startsAt ? dayOf(startsAt, locale) : label));
  return named.length > 0 ? listOf(named, locale) : '';
}

function renderReceipt(view: View, done: Done): TemplateResult {
  return html`<dl class="receipt" part="receipt">
    ${receiptLines(view, done).map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd><bdi>${value}</bdi></dd>
        </div>`,
    )}
  </dl>`;
}

/** The receipt as a text file, with who it is from. */
export function receiptText(view: View, done: Done): string {
  const { organization, mission, test } = view.campaign;
  const { registration } = organization;
  return [
    organization.name + (registration ? ` (${registration.scheme} ${registration.number})` : ''),
    mission.title,
    ...(test ? [view.term('testMode')] : []),
    '',
    ...receiptLines(view, done).map(([label, value]) => `${label}: ${value}`),
    ...(done.receipt.createdAt ? [done.receipt.createdAt] : []),
    '',
  ].join('\r\n');
}

/** The campaign's own page is what is worth passing on; else the page this stands on, without anything of ours. */
export function shareAddress(view: View): string {
  return view.campaign.mission.url ?? `${location.origin}${location.pathname}`;
}

/** The device's own way to pass something on. Closing it again is no failure. */
function passOn(view: View): void {
  navigator.share({ title: view.campaign.mission.title, url: shareAddress(view) }).catch(() => undefined);
}

function mailto(view: View): string {
  const subject = encodeURIComponent(view.campaign.mission.title);
  const body = encodeURIComponent(`${view.campaign.mission.title}\r\n${shareAddress(view)}`);
  return `mailto:?subject=${subject}&body=${body}`;
}

function renderMore(view: View, actions: ThanksActions): TemplateResult {
  const others = view.locked.has('pathway') ? [] : view.campaign.pathways.filter(({ id }) => id !== view.pathway.id);
  const link = (pathway: Pathway, label: string) =>
    html`<button class="link" part="btn quiet" type="button" @click=${() => actions.open(pathway.id)}>
      ${label}
    </button>`;
  if (others.length === 0) return html`<p class="s">${link(view.pathway, view.term('onceMore'))}</p>`;
  return html`<p class="s more">
    <span>${view.term('anotherWay')}</span> ${others.map((pathway) => link(pathway, pathway.label))}
  </p>`;
}

/** Offers a text as a file. */
export function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
