import { html, type TemplateResult } from 'lit';

/** How much room a variant takes is known by the name of its shape, in the styles. */
const SHAPES: Record<string, string> = { bar: 'level', compact: 'line', strata: 'rows', teams: 'rows teams' };

/** Blocks where the words will be, in the room they will take. */
export const renderLoading = (variant: string): TemplateResult =>
  html`<div class=${`room ${SHAPES[variant] ?? variant}`}>
    <span class="sk"></span><span class="sk big"></span><span class="sk bar"></span><span class="sk"></span>
  </div>`;
