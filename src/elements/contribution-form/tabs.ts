import { html, type TemplateResult } from 'lit';
import type { Pathway, PathwayKind } from '../../data/schema.ts';
import { calendarIcon, giveIcon, mailIcon, peopleIcon, sproutIcon } from '../../shared/icons.ts';

const ICONS: Record<PathwayKind, () => unknown> = {
  donate: giveIcon,
  pledge: calendarIcon,
  volunteer: peopleIcon,
  act: sproutIcon,
  share: mailIcon,
};

/*
 * Tabs of the ARIA Authoring Practices, not radios: a pathway is no value that is sent, it is another form. Assistive
 * technology says "tab, 2 of 4" and offers its panel; a radio would promise a choice inside this form. The arrow keys
 * move and open at once, since a panel is here already and costs nothing to show.
 */
export function renderTabs(
  pathways: readonly Pathway[],
  selected: string,
  label: string,
  select: (pathwayId: string) => void,
): TemplateResult {
  return html`<div
    class="tabs"
    part="tabs"
    role="tablist"
    aria-label=${label}
    @keydown=${(event: KeyboardEvent) => handleKey(event, pathways, selected, select)}
  >
    ${pathways.map(({ id, kind, label: name }) => {
      const on = id === selected;
      return html`<button
        class=${on ? 'tab on' : 'tab'}
        part=${on ? 'tab on' : 'tab'}
        type="button"
        role="tab"
        id=${`tab-${id}`}
        aria-selected=${on}
        aria-controls="panel"
        tabindex=${on ? 0 : -1}
        @click=${() => select(id)}
      >
        ${ICONS[kind]()}<span>${name}</span>
      </button>`;
    })}
  </div>`;
}

function handleKey(
  event: KeyboardEvent,
  pathways: readonly Pathway[],
  selected: string,
  select: (pathwayId: string) => void,
): void {
  const list = event.currentTarget as HTMLElement;
  const forward = getComputedStyle(list).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
  const last = pathways.length - 1;
  const now = pathways.findIndex(({ id }) => id === selected);
  const next = new Map([
    [forward, now === last ? 0 : now + 1],
    [backward, now === 0 ? last : now - 1],
    ['Home', 0],
    ['End', last],
  ]).get(event.key);
  if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  select(pathways[next]!.id);
  (list.children[next] as HTMLElement).focus();
}
