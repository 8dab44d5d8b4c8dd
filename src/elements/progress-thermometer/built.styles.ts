import { css } from 'lit';

/** Before the first contribution, and when the goal is reached. */
export const builtStyles = css`
  .blank .title {
    font-size: var(--_f-l);
  }
  .blank .ground-meter {
    margin-block-end: 0.25em;
  }
  .built {
    justify-items: center;
    text-align: center;
  }
  .built .title {
    font-size: clamp(1.75em, 1.2em + 2.6cqi, 2.75em);
    letter-spacing: calc(-0.022em * var(--_tight));
  }
  .built .thanks {
    max-inline-size: 26em;
  }
  .built .raised-inline {
    font-weight: 600;
  }
  .built .rail {
    inline-size: 100%;
  }
  .ends {
    inline-size: 100%;
    display: flex;
    justify-content: space-between;
    gap: 1em;
  }
  .ends > :last-child:not(:first-child) {
    text-align: end;
  }
  .built > .foot {
    justify-items: center;
  }
  .built > .foot > .fault {
    text-align: start;
  }
`;
