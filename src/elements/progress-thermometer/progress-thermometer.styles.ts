import { css } from 'lit';
import { figuresStyles } from './figures.styles.ts';
import { barStyles } from './bar.styles.ts';
import { glassStyles } from './glass.styles.ts';
import { compactStyles } from './compact.styles.ts';
import { strataStyles } from './strata.styles.ts';
import { pileStyles } from './pile.styles.ts';
import { footStyles } from './foot.styles.ts';
import { builtStyles } from './built.styles.ts';
import { loadingStyles } from './loading.styles.ts';
import { wideStyles } from './wide.styles.ts';
import { motionStyles } from './motion.styles.ts';
import { contrastStyles } from './contrast.styles.ts';

/** One sheet, in this order: later rules win over earlier ones. */
export const styles = css`
  ${figuresStyles}
  ${barStyles}
  ${glassStyles}
  ${compactStyles}
  ${strataStyles}
  ${pileStyles}
  ${footStyles}
  ${builtStyles}
  ${loadingStyles}
  ${wideStyles}
  ${motionStyles}
  ${contrastStyles}
`;
