import { css } from 'lit';

export const styles = css`
  .base {
    display: grid;
    gap: calc(var(--_s) * 1.375);
    align-content: start;
  }
  .head,
  .panel,
  .left,
  .right,
  .sum,
  .details,
  .impact {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_s) * 1.375);
    align-content: start;
    min-inline-size: 0;
  }
  .title {
    font-size: var(--_f-h);
  }
  :is(.check, .toggle, .assurance, .impact, .match, .legend-t) {
    overflow-wrap: anywhere;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
  }
  .tab {
    position: relative;
    flex: 1 1 40%;
    max-inline-size: 100%;
    box-shadow: inset 0 -1px var(--_hair);
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 0.3em;
    min-block-size: 3.4em;
    padding: 0.55em 0.3em 0.7em;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_f-s);
    font-weight: 500;
    line-height: 1.2;
    text-align: center;
    cursor: pointer;
    hyphens: manual;
    overflow-wrap: break-word;
    /* Who is led here sees what it opens, not the tab at the lower edge of the screen. */
    scroll-margin-block: 6em 60vh;
  }
  .tab > span {
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .tab:not(.on) > * {
    color: var(--_muted);
  }
  .tab.on {
    font-weight: 600;
  }
  .tab.on .ico {
    color: var(--_accent-text);
  }
  .tab.on::after {
    content: '';
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    block-size: 2.5px;
    background: var(--_mark);
    border-radius: 2px 2px 0 0;
  }
  .group {
    display: grid;
    margin-block: -0.6em;
  }
  .legend-t {
    font-weight: 600;
    font-size: var(--_f-s);
    margin-block-end: 0.625em;
  }
  .amounts {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.5em;
  }
  .amount {
    position: relative;
    display: grid;
    align-content: center;
    justify-items: center;
    min-block-size: 4em;
    padding: 0.5em 0.4em;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    background: var(--_field);
    text-align: center;
    cursor: pointer;
    line-height: 1.2;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    transition:
      border-color 120ms,
      background-color 120ms;
  }
  .amount b {
    font-size: 1.25em;
    font-weight: 600;
    letter-spacing: calc(-0.015em * var(--_tight));
  }
  .long b {
    font-size: 1.0625em;
  }
  .amount small {
    font-size: var(--_f-xs);
    color: var(--_muted);
    margin-block-start: 0.15em;
  }
  .amount:hover {
    border-color: currentColor;
  }
  .amount.on {
    border-color: var(--_mark);
    box-shadow: inset 0 0 0 1.5px var(--_mark);
    background: color-mix(in oklab, var(--_mark) 7%, var(--_field));
  }
  .amount.on b {
    color: var(--_accent-text);
  }
  .chk {
    pointer-events: none;
    position: absolute;
    z-index: 1;
    display: grid;
    place-items: center;
    inset-block-start: -0.55em;
    inset-inline-end: -0.3em;
    inline-size: 1.35em;
    block-size: 1.35em;
    border-radius: var(--_p2);
    background: var(--_mark);
    box-shadow: 0 0 0 2px var(--_card);
    color: var(--_on-mark);
  }
  .chk .ico {
    inline-size: 0.8em;
    block-size: 0.8em;
    stroke-width: 2.8;
  }
  .control {
    display: flex;
    align-items: center;
    min-block-size: 3em;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    background: var(--_field);
    overflow: clip;
  }
  .control:focus-within {
    outline: 2.5px solid var(--_accent-text);
    outline-offset: 1px;
  }
  .control input,
  .control textarea {
    appearance: none;
    flex: 1;
    min-inline-size: 0;
    text-overflow: ellipsis;
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
    padding: 0.6em 0.85em;
    line-height: 1.4;
  }
  .control textarea {
    resize: none;
    min-block-size: 4.6em;
    display: block;
  }
  .control ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .affix {
    unicode-bidi: plaintext;
    padding-inline: 0.85em 0;
    color: var(--_muted);
    font-weight: 500;
  }
  .affix.end {
    padding-inline: 0 0.85em;
    font-size: var(--_f-s);
  }
  /* In the narrowest form the amount that was typed needs the room. */
  .what {
    display: none;
    margin-inline-end: 0.5em;
  }
  .control.custom {
    grid-column: 1 / -1;
  }
  .control.custom input {
    font-variant-numeric: tabular-nums;
    font-weight: 500;
    padding-inline: 0.4em 0.3em;
  }
  .impact {
    gap: 0.55em;
    padding: 0.9em 1em 0.95em;
    border-radius: var(--_r);
    background: var(--_tint);
    line-height: 1.4;
  }
  .impact b {
    font-weight: 600;
  }
  .fixed {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 1em;
    padding-block: 0.6em;
    border-block: 1px solid var(--_hair);
  }
  .fixed > * {
    margin: 0;
  }
  .fixed b {
    font-size: 1.25em;
  }
  .match {
    margin-block: -0.6em;
    font-size: var(--_f-s);
    color: var(--_accent-text);
  }
  .match b {
    color: inherit;
  }
  /* As wide as its button, beside the links of a page's head; what opens is a container of its own. */
  :host([display='button']) {
    container-type: normal;
  }
  :host([display='dialog']) {
    min-block-size: 0;
  }
  .trees {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0.12em;
    color: var(--_accent-text);
  }
  .trees svg {
    block-size: 1.6em;
    inline-size: auto;
    fill: currentColor;
  }
  .trees .b {
    block-size: 1.31em;
  }
  .trees .c {
    block-size: 1.5em;
  }
  .trees .d {
    block-size: 1.22em;
  }
  .trees .e {
    block-size: 1.41em;
  }
  .fields {
    display: grid;
    gap: calc(var(--_s) * 0.95);
  }
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.35em;
    min-inline-size: 0;
    align-content: start;
  }
  .field > label,
  .field > .lab {
    display: flex;
    justify-content: space-between;
    gap: 1em;
    font-size: var(--_f-s);
    font-weight: 500;
    line-height: 1.35;
    hyphens: auto;
    overflow-wrap: break-word;
    min-inline-size: 0;
  }
  .field .opt {
    color: var(--_muted);
    font-weight: 400;
    flex: none;
  }
  .field .hint {
    font-size: var(--_f-xs);
    color: var(--_muted);
    line-height: 1.45;
  }
  .check {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1em 0.75em;
    align-items: start;
    min-block-size: 3.06em;
    padding-block: 0.7em;
    font-size: var(--_f-s);
    line-height: 1.45;
    cursor: pointer;
  }
  .box {
    inline-size: max(1.66em, 24px);
    block-size: max(1.66em, 24px);
    margin-block-start: -0.05em;
    display: grid;
    place-items: center;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_r-s) * 0.75);
    background: var(--_field);
  }
  .box svg {
    color: var(--_on-fill);
    inline-size: 1.1em;
    block-size: 1.1em;
    stroke-width: 2.6;
    visibility: hidden;
  }
  .on > .box {
    background: var(--_fill);
    border-color: var(--_fill);
  }
  .on > .box svg {
    visibility: visible;
  }
  .toggle {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.15em 1em;
    align-items: center;
    padding-block: 0.95em;
    border-block: 1px solid var(--_hair);
    font-size: var(--_f-s);
    line-height: 1.45;
    cursor: pointer;
  }
  .toggle b {
    font-weight: 600;
    display: block;
  }
  .switch {
    inline-size: 3.2em;
    block-size: 1.95em;
    border-radius: 99px;
    border: 1.5px solid var(--_line);
    background: var(--_field);
    padding: 2px;
    display: flex;
  }
  .switch::before {
    content: '';
    block-size: 100%;
    aspect-ratio: 1;
    border-radius: var(--_p2);
    background: var(--_line);
  }
  .on > .switch {
    background: var(--_fill);
    border-color: var(--_fill);
    justify-content: flex-end;
  }
  .on > .switch::before {
    background: var(--_on-fill);
  }
  .submit {
    inline-size: 100%;
    min-block-size: 3.5em;
    padding-inline: 0.75em;
    font-size: 1.0625em;
  }
  .sum {
    gap: 0.7em;
  }
  .assurance {
    display: flex;
    gap: 0.55em;
    font-size: var(--_f-xs);
    color: var(--_muted);
    line-height: 1.45;
  }
  .assurance > span {
    min-inline-size: 0;
  }
  .assurance .ico {
    translate: 0 0.1em;
  }
  .busy {
    opacity: 0.5;
  }
  /* As tall as cairn.css keeps the box before the script has come. */
  .base[aria-busy] {
    --_room: 87.5em;
  }
  :host([surface='card']) .base[aria-busy] {
    --_room: 91em;
  }
  :host([layout='steps']) .base[aria-busy] {
    --_room: 54em;
  }
  :host([display='button']) .base[aria-busy] {
    --_room: 3em;
  }
  :host([display='dialog']) .base[aria-busy] {
    --_room: 0em;
  }
  @container (inline-size >= 19em) {
    .base[aria-busy] {
      --_room: 72.8em;
    }
    :host([surface='card']) .base[aria-busy] {
      --_room: 77em;
    }
    :host([layout='steps']) .base[aria-busy] {
      --_room: 43.45em;
    }
  }
  @container (inline-size >= 22em) {
    :host([surface='card']) .base[aria-busy] {
      --_room: 72.85em;
    }
  }
  @container (inline-size >= 27em) {
    .base[aria-busy] {
      --_room: 65.5em;
    }
    :host([surface='card']) .base[aria-busy] {
      --_room: 66em;
    }
  }
  @container (inline-size >= 35em) {
    :host([layout='steps']) .base[aria-busy] {
      --_room: 42.4em;
    }
  }
  @container (inline-size >= 45em) {
    .base[aria-busy] {
      --_room: 43em;
    }
    :host([surface='card']) .base[aria-busy] {
      --_room: 43.8em;
    }
  }
  @container (inline-size >= 60em) {
    .base[aria-busy] {
      --_room: 38em;
    }
    :host([surface='card']) .base[aria-busy] {
      --_room: 38em;
    }
  }
  /* Large text in a narrow place. */
  @container (inline-size < 14em) {
    .amounts.long,
    .toggle {
      grid-template-columns: minmax(0, 1fr);
    }
    .amount b {
      font-size: 1em;
    }
    .affix.end {
      display: none;
    }
    .control ::placeholder {
      font-size: 0.8em;
    }
    .field > label {
      flex-wrap: wrap;
    }
  }
  .sk-title {
    inline-size: 60%;
    block-size: calc(var(--_f-h) * 1.2);
  }
  .sk-tabs {
    block-size: 6.2em;
  }
  .sk-row {
    block-size: 3.1em;
  }
  .sk-amount {
    block-size: 4em;
  }
  .sk-impact {
    block-size: 6.4em;
  }
  .sk-field {
    block-size: 5.4em;
  }
  .sk-fee {
    block-size: 19em;
  }
  .sk-submit {
    block-size: 6.4em;
  }
  @container (inline-size >= 19em) {
    .amounts:not(.wide, .pairs) {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .what {
      display: inline;
    }
    .tab {
      flex-basis: auto;
      font-size: var(--_f-xs);
    }
    .sk-tabs {
      block-size: 3.4em;
    }
    .sk-fee {
      block-size: 13em;
    }
  }
  @container (inline-size >= 27em) {
    .amounts.wide:not(.pairs) {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .tab {
      font-size: var(--_f-s);
      flex-direction: row;
      gap: 0.45em;
      padding-block: 0.8em 0.9em;
    }
    .two {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      column-gap: 0.75em;
    }
    .two > .wide {
      grid-column: 1 / -1;
    }
  }
  @container (inline-size >= 45em) {
    .panel {
      grid-template-columns: minmax(0, 1.06fr) minmax(0, 1fr);
      column-gap: clamp(2em, 5cqi, 4.5em);
      align-items: start;
    }
    /* In a column of 1200 px it stands on the edges of what is above and below it; wider, it would only grow apart. */
    .base:has(> .panel) {
      max-inline-size: 80em;
      margin-inline: auto;
    }
    .panel .two {
      grid-template-columns: minmax(0, 1fr);
    }
    .panel > .submit {
      grid-column: 1 / -1;
    }
    .sk-fee {
      block-size: 11em;
    }
  }
  @container (inline-size >= 60em) {
    .panel .two {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  .addnote {
    justify-self: start;
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    min-block-size: 3.06em;
    margin-block: -0.6em;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_f-s);
    font-weight: 500;
    text-align: start;
    cursor: pointer;
  }
  .addnote .ico {
    color: var(--_accent-text);
  }
  .addnote .muted {
    font-weight: 400;
  }
  .head:empty,
  .left:not(:has(*)) {
    display: none;
  }
  .left:not(:has(*)) + .right {
    grid-column: 1 / -1;
  }
  .about {
    color: var(--_muted);
    font-size: var(--_f-s);
  }
  .test {
    justify-self: start;
    padding: 0.5em 0.75em;
    border: 1px dashed var(--_line);
    border-radius: var(--_r-s);
  }
  /* The native control lies over what we draw, so that pointer, touch and voice meet the real thing. */
  .native {
    appearance: none;
    position: absolute;
    inset: 0;
    z-index: 1;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .check,
  .choice,
  .toggle {
    position: relative;
  }
  :is(.amount, .choice, .segmented > *):has(:focus-visible),
  :is(.check, .toggle) > :focus-visible ~ :is(.box, .switch) {
    outline: 2.5px solid var(--_accent-text);
    outline-offset: 2px;
  }
  :is(.tab, .addnote):focus-visible {
    border-radius: var(--_r-s);
  }
  .amount:has(:focus-visible),
  .segmented > :has(:focus-visible) {
    z-index: 2;
  }
  /* Without a card around it nothing may stick out of the element: the page might scroll. */
  :host(:not([surface='card'])) .chk {
    inset-inline-end: 0;
  }
  /* What runs the other way stands where the rest does. */
  :host(:dir(rtl)) :is(.control > *, .impact > p, .about):dir(ltr) {
    text-align: end;
  }
  .control input[type='date'] {
    min-block-size: 2.9em;
  }
  a.submit .ico {
    inline-size: 1em;
    block-size: 1em;
  }
  @media (prefers-reduced-motion: no-preference) {
    .panel > *,
    .thanks > * {
      animation: cairn-enter calc(240ms * var(--cairn-motion, 1)) var(--_ease);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .amount,
    .btn {
      transition: none;
    }
  }
  @keyframes cairn-enter {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
  @media (forced-colors: active) {
    .chk {
      display: none;
    }
    .amount.on,
    .choice.on {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .impact {
      border: 1px solid CanvasText;
    }
    .tab.on::after {
      background: Highlight;
      forced-color-adjust: none;
    }
    :is(.on > .box, .on > .switch) {
      forced-color-adjust: none;
      background: Highlight;
      border-color: Highlight;
      color: HighlightText;
    }
    .switch::before {
      forced-color-adjust: none;
      background: ButtonText;
    }
    .on > .switch::before {
      background: HighlightText;
    }
    .trees svg {
      fill: CanvasText;
    }
  }
  /* Too tall to be moved to the next page whole: it breaks, between its fields. */
  @media print {
    :host {
      break-inside: auto;
    }
    fieldset,
    .field,
    .impact,
    .toggle,
    .choice {
      break-inside: avoid;
    }
  }
`;
