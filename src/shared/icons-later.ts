import { svg } from 'lit';
import { icon } from './icons.ts';

// Icons that no element shows at first: they come with the pieces that draw them.

export const shieldIcon = () =>
  icon(svg`<path d="M10 2.5l6 2.2v4.8c0 3.8-2.5 6.6-6 8-3.5-1.4-6-4.2-6-8V4.7zM7.2 9.8l2 2 3.7-4"/>`);
export const minusIcon = () => icon(svg`<path d="M4.5 10h11"/>`);
export const closeIcon = () => icon(svg`<path d="M5 5l10 10M15 5L5 15"/>`);
export const peakIcon = () =>
  icon(svg`<path d="M3 15.5l4.3-8 2.7 4.7 2.2-3.4L17 15.5z"/><circle cx="14" cy="5" r="1.6"/>`);
export const linkIcon = () =>
  icon(
    svg`<path d="M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.6-2.6a3.25 3.25 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-2.6 2.6a3.25 3.25 0 0 0 4.6 4.6l1-1"/>`,
  );
export const againIcon = () => icon(svg`<path d="M16 10a6 6 0 1 1-1.9-4.4M16 2.8v3.4h-3.4"/>`);
export const offlineIcon = () =>
  icon(
    svg`<path d="M2.5 8.2A11 11 0 0 1 7 5.4M10.5 4.8a11 11 0 0 1 7 3.4M5.4 11.5a6.5 6.5 0 0 1 3-1.7M13 10.4a6.5 6.5 0 0 1 1.6 1.1M10 15.2v.1M3 2.5l14 15"/>`,
  );
export const saveIcon = () => icon(svg`<path d="M10 3v9.5M6 9l4 4 4-4M3.5 16.8h13"/>`);
