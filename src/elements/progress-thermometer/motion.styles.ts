import { css } from 'lit';

/** How the first picture grows, and how figures that change move. */
export const motionStyles = css`
  @keyframes grow {
    from {
      inline-size: 0;
    }
  }
  @keyframes rise {
    from {
      transform: scaleY(0);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .enter .seg {
      animation: grow calc(900ms * var(--cairn-motion, 1)) var(--_ease) backwards;
    }
    .enter .seg.matched {
      animation-delay: calc(500ms * var(--cairn-motion, 1));
    }
    .enter .seg.pledged {
      animation-delay: calc(700ms * var(--cairn-motion, 1));
    }
    .enter .fluid {
      transform-origin: 50% 100%;
      animation: rise calc(1100ms * var(--cairn-motion, 1)) var(--_ease) backwards;
    }
    .moving .seg {
      transition: inline-size calc(900ms * var(--cairn-motion, 1)) var(--_ease);
    }
    .moving :is(.fl, .fl-h, .fl-p) {
      transition:
        y calc(900ms * var(--cairn-motion, 1)) var(--_ease),
        height calc(900ms * var(--cairn-motion, 1)) var(--_ease);
    }
  }
`;
