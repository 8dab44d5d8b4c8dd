import { css, svg, type SVGTemplateResult } from 'lit';

/** Matched is striped, given offline is lined: for what is drawn as SVG. */
export const patterns = (): SVGTemplateResult =>
  svg`<defs>
      <pattern id="matched" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <rect class="hatch-b" width="7" height="7" /><path class="hatch-a" d="M0 1.75H7" stroke-width="3.5" />
      </pattern>
      <pattern id="offline" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect class="hatch-b" width="5" height="5" /><path class="hatch-a" d="M1.5 0V5" stroke-width="3" />
      </pattern>
    </defs>`;

export const patternStyles = css`
  .hatch-a {
    stroke: var(--_mark);
  }
  .hatch-b {
    fill: color-mix(in oklab, var(--_mark) 38%, transparent);
  }
  @media (forced-colors: active) {
    .hatch-a {
      stroke: Highlight;
    }
    .hatch-b {
      fill: Canvas;
    }
  }
`;
