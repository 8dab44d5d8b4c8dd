import { css, html, nothing, type TemplateResult } from 'lit';
import { isCurrency, formatNumber } from '../../data/quantity.ts';
import type { Campaign, Contribution, Member } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import type { Choice, View } from './view.ts';

/*
 * People by role, by the way they help, and by the language they speak in. What is offered is what somebody there has.
 */

const ROLES: Record<string, Term> = { leader: 'roleLeader', ambassador: 'roleAmbassador', member: 'roleMember' };
const KINDS: Record<string, Term> = {
  donate: 'filterDonate',
  pledge: 'filterPledge',
  volunteer: 'filterVolunteer',
  act: 'filterAct',
  share: 'filterShare',
};

/** The ways in which somebody helps: those of the pathways that count in the same units as what they did. */
function kindsOf({ totals }: Member, { pathways }: Campaign): string[] {
  return totals.flatMap(({ quantity: { unit } }) => {
    const found = pathways.find((pathway) => pathway.unit === unit)?.kind;
    return found ?? (isCurrency(unit) ? 'donate' : /^(hour|minute|day|week|month)s?$/.test(unit) ? 'volunteer' : []);
  });
}

/** `pt` is chosen, and `pt-BR` is one of it. */
const primary = (tag: string | undefined): string => tag?.split('-')[0]!.toLowerCase() ?? '';

/** A quote without a language is in that of the campaign. */
const languageOf = ({ lang }: Member, { locale }: Campaign): string => primary(lang ?? locale);

export function chosen(members: readonly Member[], choice: Choice, campaign: Campaign): readonly Member[] {
  const { role, kind, language } = choice;
  return members.filter(
    (member) =>
      (!role || member.role === role) &&
      (!kind || kindsOf(member, campaign).includes(kind)) &&
      (!language || languageOf(member, campaign) === primary(language)),
  );
}

/** Contributions of one kind. */
export const ofKind = (items: readonly Contribution[], kind: string): Contribution[] =>
  items.filter((item) => !kind || item.kind === kind);

/** `all` decides what can be chosen, `found` how many that leaves. */
export function renderFilter(
  view: View,
  all: readonly Member[],
  found: number,
  choice: Choice,
  choose: (change: Partial<Choice>) => void,
): TemplateResult {
  const { campaign, locale, term } = view;
  const fields: [keyof Choice, Term, string[], (value: string) => string][] = [
    ['role', 'filterRole', all.map(({ role }) => role), (role) => term(ROLES[role] ?? 'roleMember')],
    ['kind', 'filterKind', all.flatMap((each) => kindsOf(each, campaign)), (kind) => term(KINDS[kind] ?? 'filterAct')],
    ['language', 'filterLanguage', all.map((each) => languageOf(each, campaign)), (tag) => languageName(tag, locale)],
  ];
  const count = term('filterFound', { n: found, count: formatNumber(found, 0, locale) });
  const any = Object.values(choice).some(Boolean);
  return html`<div class="filter" part="filter" role="group" aria-label=${term('filterTitle')}>
    ${fields.map(([name, label, values, word]) => {
      const current = name === 'language' ? primary(choice[name]) : choice[name];
      const options = [...new Set([...values, current])].filter(Boolean);
      // One thing that everybody has is no choice.
      if (options.length < 2 && !current) return nothing;
      return html`<label
        ><span class="xs muted">${term(label)}</span
        ><select
          .value=${current}
          @change=${(event: Event) => choose({ [name]: (event.target as HTMLSelectElement).value })}
        >
          <option value="" ?selected=${!current}>${term('filterAll')}</option>
          ${options.map((value) => html`<option value=${value} ?selected=${value === current}>${word(value)}</option>`)}
        </select></label
      >`;
    })}
    <p class="found s muted" role="status">${any ? count : ''}</p>
  </div>`;
}

/** Nobody fits, which is no reason to leave. */
export function renderNobody(view: View, all: () => void): TemplateResult {
  return html`<div class="nobody">
    <p class="muted">${view.term('filterNobody')}</p>
    <button class="btn secondary small" part="btn secondary" type="button" @click=${all}>
      ${view.term('filterEverybody')}
    </button>
  </div>`;
}

function languageName(tag: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return tag;
  }
}

export const styles = css`
  .filter {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.75em 1em;
  }
  .filter label {
    position: relative;
    display: grid;
    gap: 0.3em;
    flex: 1 1 8.5em;
    min-inline-size: min(100%, 8em);
    max-inline-size: 13em;
  }
  .filter select {
    appearance: none;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 2.75em;
    padding-block: 0.35em;
    padding-inline: 0.75em 2em;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    background: var(--_field);
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
    text-overflow: ellipsis;
  }
  .filter label::after {
    content: '';
    position: absolute;
    inset-inline-end: 1.1em;
    inset-block-end: 1.2em;
    inline-size: 0.45em;
    block-size: 0.45em;
    border: solid currentColor;
    border-width: 0 1.6px 1.6px 0;
    rotate: 45deg;
    pointer-events: none;
  }
  .filter option {
    background: Canvas;
    color: CanvasText;
  }
  .found {
    flex: 9 1 8em;
    padding-block: 0.6em;
  }
  .found:empty {
    flex-basis: 0;
    padding: 0;
  }
  .nobody {
    display: grid;
    justify-items: start;
    gap: 0.85em;
  }
  @container (inline-size < 29em) {
    .filter label {
      max-inline-size: none;
    }
    .found {
      flex-basis: 100%;
      padding: 0;
    }
    .found:empty {
      flex-basis: 100%;
      margin-block-start: -0.75em;
    }
  }
  @media print {
    .filter {
      display: none;
    }
  }
`;
