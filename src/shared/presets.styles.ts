import { css } from 'lit';

/**
 * Looks to start from. Each is an accent, from which the tokens derive every colour, and sometimes a radius or a weight.
 * A page that sets the same tokens on the element itself has the last word; src/cairn.css has them for whole pages.
 */
export const presetStyles = css`
  :host([preset='pine']) {
    --cairn-accent: oklch(0.45 0.085 160);
  }
  :host([preset='ocean']) {
    --cairn-accent: oklch(0.48 0.12 240);
  }
  :host([preset='plum']) {
    --cairn-accent: oklch(0.45 0.14 330);
    --cairn-radius: 1em;
  }
  :host([preset='clay']) {
    --cairn-accent: oklch(0.56 0.15 38);
  }
  :host([preset='sun']) {
    --cairn-accent: oklch(0.85 0.16 88);
    --cairn-radius: 1.25em;
  }
  :host([preset='ink']) {
    --cairn-accent: oklch(0.3 0.02 260);
    --cairn-radius: 0px;
    --cairn-heading-weight: 700;
  }
`;
