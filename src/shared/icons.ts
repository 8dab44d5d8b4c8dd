import { svg, type SVGTemplateResult } from 'lit';

export const icon = (shape: SVGTemplateResult, flip = false) =>
  svg`<svg class=${flip ? 'ico flip' : 'ico'} viewBox="0 0 20 20" aria-hidden="true">${shape}</svg>`;

// Drawn on a 20 px grid with a 1.6 px stroke in `currentColor`; the directional ones flip in right-to-left.
// Functions, so that an entry carries only the icons it shows.

export const giveIcon = () =>
  icon(
    svg`<rect x="2.5" y="12.6" width="15" height="4.4" rx="2.2"/><rect x="4.6" y="8.2" width="11.2" height="4.4" rx="2.2"/><rect x="6.8" y="3.8" width="6.6" height="4.4" rx="2.2"/>`,
  );
export const calendarIcon = () =>
  icon(
    svg`<rect x="3" y="4.2" width="14" height="12.6" rx="2.2"/><path d="M3 8h14M6.8 2.5v3M13.2 2.5v3M7.3 12.2l2 1.9 3.6-3.7"/>`,
  );
export const peopleIcon = () =>
  icon(
    svg`<circle cx="7" cy="6.5" r="2.9"/><path d="M1.9 16.5c.3-3.4 2.3-5.2 5.1-5.2s4.8 1.8 5.1 5.2M13 4.2a2.7 2.7 0 0 1 0 5M15 11.8c1.9.7 2.9 2.3 3.1 4.7"/>`,
  );
export const sproutIcon = () =>
  icon(
    svg`<path d="M10 17V9.5M10 11.5C10 8 7.5 5.6 3.5 5.5 3.6 9.2 6 11.5 10 11.5ZM10 9.5C10 5.8 12.3 3.3 16.5 3c0 4-2.3 6.5-6.5 6.5ZM6 17h8"/>`,
  );
export const tickIcon = () => icon(svg`<path d="M4 10.5l4 4 8-9"/>`);
export const lockIcon = () =>
  icon(svg`<rect x="4" y="9" width="12" height="8" rx="2"/><path d="M6.8 9V6.5a3.2 3.2 0 0 1 6.4 0V9"/>`);
export const plusIcon = () => icon(svg`<path d="M10 4.5v11M4.5 10h11"/>`);
export const alertIcon = () => icon(svg`<circle cx="10" cy="10" r="7.5"/><path d="M10 6v5M10 13.7v.1"/>`);
export const clockIcon = () => icon(svg`<circle cx="10" cy="10" r="7.3"/><path d="M10 5.8V10l2.8 2"/>`);
export const previousIcon = () => icon(svg`<path d="M12.5 4.5L7 10l5.5 5.5"/>`, true);
export const nextIcon = () => icon(svg`<path d="M7.5 4.5L13 10l-5.5 5.5"/>`, true);
export const mailIcon = () => icon(svg`<rect x="2.5" y="4.5" width="15" height="11" rx="2"/><path d="M3 6l7 5 7-5"/>`);
