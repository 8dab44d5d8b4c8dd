import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatNumber, isRightToLeft } from '../../data/quantity.ts';
import { plural } from '../../i18n/index.ts';
import { isolate } from '../../i18n/index.ts';
import { inWords, sameLanguage, type View } from './view.ts';

const MOST_DRAWN = 10;

/** What the chosen amount does: one drawn unit for each real one up to ten, and the sentence. */
export function renderImpact(view: View): unknown {
  const sentence = impactSentence(view);
  if (!sentence) return nothing;
  return html`<div class="impact" part="impact">
    ${sentence.count > 0 ? renderUnits(view, Math.min(MOST_DRAWN, sentence.count)) : nothing}
    <p dir=${sentence.dir} aria-live="polite">${sentence.text}</p>
  </div>`;
}

/** What somebody else adds to it, while they do. */
export function renderMatch(view: View): unknown {
  const { pathway, campaign, chosen, now } = view;
  const goal =
    campaign.goals.find(({ id }) => id === pathway.goalId) ?? campaign.goals.find(({ unit }) => unit === pathway.unit);
  const match = goal?.match;
  if (pathway.kind !== 'donate' || !match || !chosen.ok || goal.unit !== pathway.unit) return nothing;
  if (match.remaining === 0 || (match.endsAt && Date.parse(match.endsAt) <= now)) return nothing;
  // A ratio is no amount: millionths of it are exact enough, and no float touches the money.
  const added = Number((BigInt(chosen.value) * BigInt(Math.round(match.ratio * 1e6))) / 1_000_000n);
  const matched = Math.min(added, match.remaining ?? added);
  return html`<p class="match" part="match">
    ${view.rich('matchAdds', {
      name: isolate(match.by),
      added: inWords(view, matched),
      total: inWords(view, chosen.value + matched),
    })}
  </p>`;
}

/** `count` is 0 where the amount is too small or not known: the sentence then says what one unit takes. */
export function impactSentence(
  view: View,
): { count: number; text: (string | TemplateResult)[]; dir: 'ltr' | 'rtl' } | undefined {
  const { pathway, chosen, locale } = view;
  if (!pathway.impact) return undefined;
  const { per, text } = pathway.impact;
  const count = chosen.ok ? Math.floor(chosen.value / per) : 0;
  const shown = Math.max(1, count);
  // The sentence is the campaign's own, in its language; the plural follows that language and not the page's.
  const language = view.campaign.locale ?? 'en';
  const same = sameLanguage(language, locale);
  // `{count}` is what our own words call it, and what people write.
  const sentence = plural(text, shown, same ? locale : language).replace('{count}', '{n}');
  const [start = '', end = ''] = sentence.split('{n}');
  // The number and the word after it belong together: "plants 10 trees".
  const word = sentence.includes('{n}') ? (/^\s*[^\s,.;]+/.exec(end)?.[0] ?? '') : '';
  const number = sentence.includes('{n}') ? formatNumber(shown, 0, locale) : '';
  const amount = inWords(view, count > 0 && chosen.ok ? chosen.value : per);
  return {
    count,
    // Not `auto`, which would go by the first letter, and that is the amount's, in the page's language.
    dir: isRightToLeft(same ? locale : language) ? 'rtl' : 'ltr',
    text: view.rich('impactOf', {
      // Written from right to left it would else turn a sentence around that is not.
      amount: same ? amount : isolate(amount),
      effect: start + number + word,
      rest: end.slice(word.length).replace(/[.。]\s*$/, ''),
    }),
  };
}

const HEIGHTS = ['a', 'b', 'c', 'd', 'a', 'e', 'b', 'c', 'd', 'e'];

/** Trees where the campaign counts trees, else stones. */
function renderUnits(view: View, count: number): TemplateResult {
  const trees = view.campaign.goals.some((goal) => goal.unit === 'trees');
  const shape = trees
    ? svg`<path d="M8 .5l4.3 6.6h-2l3.600 5.2h-2.200l3.800 6H9v4.700H7v-4.700H.5l3.800-6H2.100l3.600-5.200h-2z"/>`
    : svg`<path d="M3 24Q.6 22 1 17T5 11.500 10 11t4 5 .5 5.500T12 24z"/>`;
  return html`<span class="trees" part="trees" aria-hidden="true">
    ${HEIGHTS.slice(0, count).map((height) => html`<svg class=${height} viewBox="0 0 16 24">${shape}</svg>`)}
  </span>`;
}
