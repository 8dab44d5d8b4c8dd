import { css } from 'lit';
import { presetStyles } from './presets.styles.ts';

/**
 * Theme tokens (`--cairn-*`, set by the page) become the private roles (`--_*`) the elements paint with.
 *
 * The luminance ladder: `y` of `xyz-d65` is WCAG relative luminance, so a role is a luminance target and contrast is
 * arithmetic. dim scales XYZ until y is at most Y, which keeps hue and saturation; raise mixes white in until y is at
 * least Y.
 */
const roles = css`
  :host {
    --_accent: color(
      from var(--cairn-accent, oklch(0.45 0.085 160)) srgb clamp(0, r, 1) clamp(0, g, 1) clamp(0, b, 1) / 1
    );
    --_text: var(--cairn-text, currentColor);
    --_cairn-s: var(--cairn-space, 1em);
    --_s: var(--_cairn-s);
    --_cairn-r: var(--cairn-radius, 0.625em);
    --_r: var(--_cairn-r);
    --_r-s: calc(var(--_r) * 0.7);
    --_r-l: calc(var(--_r) * 1.6);
    --_w: clamp(0, (0.3 - y) * 9999, 1);
    --_k: calc(1 - var(--_w) * (1 - min(1, 0.178 / y)));
    --_lift: oklch(from var(--_accent) max(l, 0.62) min(c, 0.19) h);
    --_fill: light-dark(
      color(from var(--_accent) xyz-d65 calc(x * var(--_k)) calc(y * var(--_k)) calc(z * var(--_k))),
      color(from var(--_lift) xyz-d65 calc(x * var(--_k)) calc(y * var(--_k)) calc(z * var(--_k)))
    );
    --_on-fill: light-dark(
      color(
        from var(--_accent) xyz-d65 calc(0.0105 + var(--_w) * 0.94) calc(0.011 + var(--_w) * 0.989)
          calc(0.012 + var(--_w) * 1.0771)
      ),
      color(
        from var(--_lift) xyz-d65 calc(0.0105 + var(--_w) * 0.94) calc(0.011 + var(--_w) * 0.989)
          calc(0.012 + var(--_w) * 1.0771)
      )
    );
    --_mark: light-dark(
      color(
        from var(--_accent) xyz-d65 calc(x * min(1, 0.178 / y)) calc(y * min(1, 0.178 / y)) calc(z * min(1, 0.178 / y))
      ),
      color(
        from var(--_lift) xyz-d65 calc(x + (0.9505 - x) * max(0, (0.25 - y) / (1 - y)))
          calc(y + (1 - y) * max(0, (0.25 - y) / (1 - y))) calc(z + (1.0891 - z) * max(0, (0.25 - y) / (1 - y)))
      )
    );
    --_on-mark: light-dark(#fff, #1b1b1b);
    --_accent-text: light-dark(
      color(
        from var(--_accent) xyz-d65 calc(x * min(1, 0.11 / y)) calc(y * min(1, 0.11 / y)) calc(z * min(1, 0.11 / y))
      ),
      oklch(from var(--_accent) max(l, 0.8) min(c, 0.11) h)
    );
    --_muted: light-dark(
      color(
        from var(--_text) xyz-d65 calc(x + (0.9505 - x) * max(0, (0.12 - y) / (1 - y)))
          calc(y + (1 - y) * max(0, (0.12 - y) / (1 - y))) calc(z + (1.0891 - z) * max(0, (0.12 - y) / (1 - y)))
      ),
      color(from var(--_text) xyz-d65 calc(x * min(1, 0.42 / y)) calc(y * min(1, 0.42 / y)) calc(z * min(1, 0.42 / y)))
    );
    --_line: light-dark(
      color(
        from var(--_text) xyz-d65 calc(x + (0.9505 - x) * max(0, (0.22 - y) / (1 - y)))
          calc(y + (1 - y) * max(0, (0.22 - y) / (1 - y))) calc(z + (1.0891 - z) * max(0, (0.22 - y) / (1 - y)))
      ),
      color(from var(--_text) xyz-d65 calc(x * min(1, 0.19 / y)) calc(y * min(1, 0.19 / y)) calc(z * min(1, 0.19 / y)))
    );
    --_hair: var(--cairn-border, color-mix(in oklab, currentColor 15%, transparent));
    --_track: light-dark(
      color-mix(in oklab, currentColor 10%, transparent),
      color-mix(in oklab, currentColor 8%, transparent)
    );
    --_sunken: color-mix(in oklab, currentColor 4.5%, transparent);
    --_tint: light-dark(
      color-mix(in oklab, var(--_mark) 8%, transparent),
      color-mix(in oklab, var(--_mark) 15%, transparent)
    );
    --_tint-2: light-dark(
      color-mix(in oklab, var(--_mark) 20%, transparent),
      color-mix(in oklab, var(--_mark) 28%, transparent)
    );
    --_card: var(--cairn-surface, light-dark(#fff, oklch(from var(--_accent) 0.225 min(c, 0.018) h)));
    --_field: light-dark(#fff, oklch(from var(--_accent) 0.19 min(c, 0.014) h));
    --_danger: var(--cairn-danger, light-dark(oklch(0.5 0.17 27), oklch(0.8 0.11 27)));
    --_shadow: var(
      --cairn-shadow,
      0 1px 2px light-dark(#0000000d, #0000),
      0 10px 30px -18px light-dark(#0000001f, #0000)
    );
    --_stripe: repeating-linear-gradient(
      -45deg,
      var(--_mark) 0 3px,
      color-mix(in oklab, var(--_mark) 38%, transparent) 3px 6px
    );
    --_f-xs: max(0.8125em, 12px);
    --_f-s: max(0.9em, 13px);
    --_f-l: 1.1875em;
    --_f-h: clamp(1.3125em, 1.1em + 1.05cqi, 1.875em);
    --_f-num: min(13cqi, clamp(2.125em, 1.6em + 3.1cqi, 3.5em));
    --_f-display: clamp(1.75em, 0.95em + 4.1cqi, 4.25em);
    --_head: var(--cairn-font-heading, inherit);
    --_hw: var(--cairn-heading-weight, 600);
    --_tight: 1;
    --_ease: cubic-bezier(0.2, 0.7, 0.2, 1);
    --_settle: linear(0, 0.42 22%, 0.86 40%, 1.035 58%, 1.01 74%, 0.996 86%, 1);
    --_p1: 54% 46% 51% 49% / 52% 54% 46% 48%;
    --_p2: 47% 53% 46% 54% / 54% 47% 53% 46%;
    --_p3: 52% 48% 55% 45% / 46% 53% 47% 54%;
  }
`;

export const tokenStyles = [presetStyles, roles];
