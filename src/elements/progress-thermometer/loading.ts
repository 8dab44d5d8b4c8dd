import { html, nothing, type TemplateResult } from 'lit';
import { GLASS } from './geometry.ts';

/** Blocks in lines of text, so that every line is as high as the words that come. */
const line = (size: string) => html`<span class="sk ln ${size}"></span>`;

/** The shape of a variant before its figures have come. */
export function renderLoading(variant: string): TemplateResult {
  if (variant === 'compact') {
    return html`<div class="line">
      <span class="amt">${line('w11')}</span><span class="bar sk"></span><span class="left">${line('w4')}</span>
    </div>`;
  }
  const title = html`<div class="title">${line('w70')}<br class="second" />${line('w40 second')}</div>`;
  if (variant === 'strata') {
    const row = html`<li>
      <span class="name"><span>${line('w8')}</span></span
      ><span class="val">${line('w8')}</span><span class="bar sk"></span>
    </li>`;
    return html`<div class="strata-box">
      ${title}
      <ul class="strata">
        ${row}${row}${row}
      </ul>
    </div>`;
  }
  const vertical = variant === 'vertical';
  const stat = html`<div>
    <dt>${line('w3')}</dt>
    <dd>${line('w3')}</dd>
  </div>`;
  return html`<div class=${vertical ? 'vertical' : 'level room'}>
    ${title}
    <p class="figures"><span class="raised">${line('w4')}</span> <span class="of">${line('w8')}</span></p>
    ${
      vertical
        ? nothing
        : html`<div class="rail"><div class="bar sk"></div></div>
            <ol class="labels">
              <li>${line('w4')}<br />${line('w4')}<br class="second" />${line('w3 second')}</li>
            </ol>
            <p class="nextup">${line('w11')}</p>`
    }
    <ul class="legend">
      <li><span class="sw sk"></span><span>${line('w8')}</span></li>
      <li><span class="sw sk"></span><span>${line('w14')}</span></li>
      <li><span class="sw sk"></span><span>${line('w13')}</span></li>
    </ul>
    <dl class="stats">${stat}${stat}${stat}</dl>
    <div class="last">
      <span class="face sk"></span><span>${line('w8')}<br />${line('w4')}</span>
    </div>
    ${
      vertical
        ? html`<div class="stem">
            <div class="tube">
              <svg viewBox="0 0 104 460" aria-hidden="true"><path class="sk-glass" d=${GLASS} /></svg>
            </div>
          </div>`
        : nothing
    }
    <div class="foot">
      <p class="rule">${line('w90')}<br class="second" />${line('w40 second')}</p>
    </div>
  </div>`;
}
