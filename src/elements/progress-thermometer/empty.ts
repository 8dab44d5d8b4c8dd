import { html, nothing, svg, type TemplateResult } from 'lit';
import { phaseOf } from '../../data/progress.ts';
import { CairnCtaEvent } from '../../shared/events.ts';
import { pile } from '../../shared/pile.ts';
import { renderStale, renderStatus } from './foot.ts';
import type { ProgressThermometer } from './progress-thermometer.ts';
import { meter } from './scale.ts';
import type { View } from './view.ts';
import { amount, opensOn } from './words.ts';

/** Before the first contribution: a cairn in outline, and the invitation to lay its first stone. */
export function renderEmpty(view: View): TemplateResult {
  const { goal, target } = view.progress;
  const phase = phaseOf(view.campaign, view.now);
  const words =
    phase === 'upcoming'
      ? opensOn(view, goal)
      : phase === 'paused'
        ? view.term('pausedTitle')
        : target === null
          ? view.term('progressEmptyFirst')
          : view.term('progressEmptyGoal', { target: amount(view, target) });
  const title = view.term('progressEmpty');
  const stones = svg`<svg class="pile" part="pile" viewBox="-6 130 312 106" aria-hidden="true">
      ${pile()
        .slice(0, 9)
        .map((d, i) => svg`<path class=${i === 2 ? 'first' : 'dash'} d=${d} />`)}
      <path class="ground" d="M-6 226H306" />
    </svg>`;
  const drawing = target === null ? stones : meter(view, `${title} ${words}`, 'ground-meter', 'tube', stones);
  return html`<div class="base blank" part="base">
    ${drawing} ${view.heading(title)}
    <p>${words}</p>
    <slot name="action">${phase === 'active' ? renderInvitation(view) : nothing}</slot>
    ${renderStale(view)} ${renderStatus()}
  </div>`;
}

function renderInvitation({ campaign, progress, term }: View): unknown {
  const href = campaign.links.fallback;
  if (!href) return nothing;
  const pathway = campaign.pathways.find(({ goalId }) => goalId === progress.goal.id) ?? campaign.pathways[0];
  // Lit calls it with the element that was clicked: what is drawn here serves all that show the same.
  const follow = function (this: ProgressThermometer, event: Event) {
    if (!pathway) return;
    const request = new CairnCtaEvent({ campaignId: campaign.id, pathwayId: pathway.id, kind: pathway.kind });
    if (!this.dispatchEvent(request)) event.preventDefault();
  };
  return html`<a class="btn primary" part="primary" href=${href} @click=${follow}>${term('progressLayFirst')}</a>`;
}
